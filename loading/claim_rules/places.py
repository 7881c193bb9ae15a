"""Rules about where the evidence stands, and whose it is."""

import re
from collections.abc import Iterator

from citations.models import UNSEEN
from loading.claim_rules.claims import ClaimInContext, Finding, figure_identity
from loading.items import Item, Items, Kind

_ELSEWHERE = re.compile(
    r"\b(read|seen|found|quoted|cited|as given|as reported|as listed|tabulated) (only )?(in|by) (?!the (abstract|title|"
    r"source|paper|article|appendix|text|table|figure|introduction))",
    re.IGNORECASE,
)


def read_elsewhere(claim: ClaimInContext) -> Iterator[Finding]:
    """A figure that was read in another work than the one cited is cited from there, or says that it is quoted."""
    for citation in claim.citations:
        said = citation.content
        if not said["figure_text"] or said["source_check"] in UNSEEN or said["stance"] == "context":
            continue
        if found := _ELSEWHERE.search(said["note"]):
            message = f"“{found.group().strip()}”: cite the work where it stands, or say that it was seen only quoted"
            yield citation, "note", message


def evidence_of_another(claim: ClaimInContext) -> Iterator[Finding]:
    """A figure that is typed at another entity too is that entity's, and follows from it where it is of use."""
    for citation in claim.typed:
        if citation.content["rank"] == "deprecated" or citation.content["stance"] != "supports":
            continue
        others = [each for each in claim.same_figure[figure_identity(citation)] if _is_of_another(each, claim)]
        if others:
            message = f"the same figure is typed at {others[0].parent}: let one follow from the other"
            yield citation, "figure_text", message


def _is_of_another(citation: Item, claim: ClaimInContext) -> bool:
    return _entity(citation, claim.items) not in ("", claim.claim.content["entity"])


def _entity(citation: Item, items: Items) -> str:
    claim = items.by_id.get((Kind.CLAIM, citation.parent))
    return str(claim.content["entity"]) if claim else ""
