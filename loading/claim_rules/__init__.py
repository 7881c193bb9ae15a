"""The patterns behind claims that said more than their sources: one function a rule, judged claim by claim.

`load_content --check` and the form of a claim in the admin ask here. A finding is mended, or answered in the claim
(`answers.py`). The table of the rules for editors stands in docs/content.md.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from loading.claim_rules.answers import answers_of
from loading.claim_rules.claims import ClaimInContext, Finding, claims_in_context
from loading.claim_rules.dates import as_of_beyond_source, superlative_without_day
from loading.claim_rules.figures import false_digits, figure_unlike_its_text, missing_beside_a_figure, round_thousand
from loading.claim_rules.places import evidence_of_another, read_elsewhere
from loading.claim_rules.prose_numbers import number_without_source
from loading.items import ItemId, Items

type Rule = Callable[[ClaimInContext], Iterator[Finding]]

RULES: Mapping[str, Rule] = {
    "number-without-source": number_without_source,
    "figure-unlike-its-text": figure_unlike_its_text,
    "missing-beside-a-figure": missing_beside_a_figure,
    "round-thousand": round_thousand,
    "false-digits": false_digits,
    "as-of-beyond-source": as_of_beyond_source,
    "superlative-without-day": superlative_without_day,
    "read-elsewhere": read_elsewhere,
    "evidence-of-another": evidence_of_another,
}


def findings(
    items: Items, only: str = "", stored: Mapping[ItemId, Mapping[str, Any]] | None = None
) -> Iterator[Finding]:
    """What no claim has answered, each with the name of its rule; of one claim ``only``, by its public id.

    ``stored`` are derived figures as the database holds them, for what cannot be worked out from the items. An
    answer to a rule that finds nothing is a finding too: it speaks of something that is not there any more.
    """
    for claim in claims_in_context(items, only, stored):
        answered = answers_of(claim.claim.content["lint_answers"])
        found = {name: list(rule(claim)) for name, rule in RULES.items()}
        for name, each in found.items():
            if name not in answered:
                yield from ((item, field, f"{name}: {message}") for item, field, message in each)
        for name in answered:
            if not found.get(name):
                yield claim.claim, "lint_answers", f"“{name}” is answered, and there is nothing to answer"
