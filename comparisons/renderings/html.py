"""The body of a comparison page: everything that depends on the document and the reader's choices alone.

ComparisonDocument ──> presenting.py, wording.py ──> templates/comparisons/document.html
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from comparisons.documents import ComparisonDocument, EquivalencePart
from comparisons.renderings.ai_disclosure import drafted_parts
from comparisons.renderings.choices import AS_PUBLISHED, Choices
from comparisons.renderings.page import Presenter
from comparisons.renderings.view_models import MARKERS, Mention
from entities.quantities import unit_words


@dataclass(frozen=True, slots=True)
class Assumption:
    """An equivalence that a reader may switch on: ``href`` is the address that turns it over."""

    part: EquivalencePart
    is_on: bool
    href: str
    mentions: tuple[Mention, ...]

    @property
    def rate(self) -> str:
        """In words: “1 synapse ≙ 1 (0.2 to 2.4) parameters”."""
        spread = f" ({self.part.low:f} to {self.part.high:f})" if self.part.low and self.part.high else ""
        into = unit_words(self.part.to_unit, self.part.factor if not spread else None)
        return f"1 {unit_words(self.part.from_unit, Decimal(1))} ≙ {self.part.factor:f}{spread} {into}"


def render_body(
    document: ComparisonDocument,
    *,
    edition_number: int,
    published_at: datetime,
    address: str,
    own_address: str = "",
    today: date,
    choices: Choices = AS_PUBLISHED,
) -> SafeString:
    """The document as HTML, from the title to the last reference.

    ``address`` is the path of the comparison, ``own_address`` that of the page if it is another; ``today`` decides
    which claims count as stale; ``choices`` are the reader's, and must be such as the document offers.
    """
    own_address = own_address or address
    presenter = Presenter(document, today=today, choices=choices, address=own_address)
    # In the order of the page, so that a reference lists its mentions in the order in which a reader meets them.
    rows = presenter.rows(document.rows)
    strengths = presenter.points("Strengths", [side.strengths for side in document.points])
    weaknesses = presenter.points("Weaknesses", [side.weaknesses for side in document.points])
    findings = presenter.findings(document.findings)
    switches = _assumptions(presenter, document, address=own_address, choices=choices)
    shown = [*(cell for row in rows for cell in row.cells)]
    shown += [statement for side in (*strengths, *weaknesses) for statement in side.statements]
    shown += findings
    codes = {code for statement in shown for code, _ in statement.markers}
    context = {
        "document": document,
        "edition_number": edition_number,
        "published_at": published_at,
        "address": address,
        "own_address": own_address,
        "columns": presenter.columns,
        "rows": rows,
        "strengths": strengths,
        "weaknesses": weaknesses,
        "findings": findings,
        "references": presenter.references(),
        "marker_key": [(code, *MARKERS[code]) for code in MARKERS if code in codes],
        "drafted": drafted_parts(document),
        "assumptions": switches,
    }
    return render_to_string("comparisons/document.html", context)


def _assumptions(
    presenter: Presenter, document: ComparisonDocument, *, address: str, choices: Choices
) -> tuple[Assumption, ...]:
    """Every equivalence that gives the document a ratio."""
    return tuple(
        Assumption(
            part,
            is_on=part.slug in choices.assumed,
            href=choices.turning(part.slug).address(address, "assumptions"),
            mentions=presenter.mentions(part.citations, f"Assumption: {part.name}"),
        )
        for part in document.equivalences
    )
