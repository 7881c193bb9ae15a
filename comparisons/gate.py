"""The publish gate: what must be true of a comparison before readers see it.

`problems_of()` reads only the document, so that a preview, a publication and the list of open work judge alike;
`unpublished_parts()` looks at what a document cannot know: whether all that it shows has a public page.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from citations.evidence import EVIDENCE_TIERS
from citations.models import PublicationStatus
from citations.works import Work
from comparisons.comparability import allowed, is_better, worst_against
from comparisons.documents import CitationPart, ComparisonDocument, FigurePart, RowPart, StatementPart, figure_of
from comparisons.ratios import kinds_against
from comparisons.selecting import Selection
from core.publishing_status import Status
from entities.quantities import HOW_TO_FOLLOW, NO_FIGURE, UnitCompatibility, compare_units, unlike


@dataclass(frozen=True)
class Problem:
    """A reason not to publish. ``claim`` (public id) or ``dimension`` (slug) names the place to mend."""

    message: str
    claim: str = ""
    dimension: str = ""
    by_retraction: bool = False
    by_text: bool = False  # the text of the claim does not tell the figure that stands for it


# What takes evidence away at once, and is never held back.
_PULLED = {"retracted", "unfounded"}


def problems_of(document: ComparisonDocument) -> list[Problem]:
    """Every reason why this document may not be published; none if it may."""
    if not document.rows:
        return [Problem("There are no rows: nothing is compared.")]
    return [problem for row in document.rows for problem in _of_row(document, row)]


def new_problems(document: ComparisonDocument, before: ComparisonDocument | None) -> list[Problem]:
    """The same, without what readers see already: texts of claims that did not tell their figure before either.

    Such there were before this was asked; they must not keep readers from whatever else has changed.
    """
    problems = problems_of(document)
    known = problems_of(before) if before and any(problem.by_text for problem in problems) else ()
    return [problem for problem in problems if not (problem.by_text and problem in known)]


def unpublished_parts(selection: Selection) -> list[Problem]:
    """What stands in the comparison but is not public itself, so that its links would lead nowhere."""
    entities = [side.entity for side in selection.sides if side.entity.status != Status.PUBLISHED]
    dimensions = [row.dimension for row in selection.rows if row.dimension.status != Status.PUBLISHED]
    return [
        *(Problem(f"The entity “{entity}” is not published.") for entity in entities),
        *(
            Problem(f"The dimension “{dimension}” is not published.", dimension=dimension.slug)
            for dimension in dimensions
        ),
    ]


def _of_row(document: ComparisonDocument, row: RowPart) -> Iterator[Problem]:
    name = row.dimension.name
    if row.comparability == "not-judged" or row.comparability_basis != "editor":
        yield Problem(f"“{name}” does not say how far its cells may be compared.", dimension=row.dimension.slug)
    elif row.comparability != "equivalent" and not row.comparability_reason:
        yield Problem(f"“{name}” gives no reason for its comparability.", dimension=row.dimension.slug)
    yield from _of_units(row)
    if row.dimension.value_kind == "quantity":
        for side, cell in zip(document.sides, row.cells, strict=True):
            yield from _of_quantity(document, f"“{name}” of {side.label}", cell, row.dimension.unit)


def _of_quantity(document: ComparisonDocument, place: str, cell: StatementPart, unit: str) -> Iterator[Problem]:
    if cell.missing:
        return
    if {"unsourced", "second-hand"} & set(cell.markers):
        yield Problem(
            f"{place} has no figure from a source that counts as evidence.",
            claim=cell.claim,
            by_retraction=bool(_PULLED & set(cell.markers)),
        )
        return
    yield from _of_rivals(place, cell)
    yield from _of_text(place, cell, unit)
    if cell.headline_citation:
        yield from _of_headline(document, place, cell.claim, cell.headline_citation)


def _of_text(place: str, cell: StatementPart, unit: str) -> Iterator[Problem]:
    """The text tells the figure that stands for the claim: words are added around it, never put instead of it."""
    if cell.figure_in_text == NO_FIGURE:
        yield Problem(f"{place} asks for a figure, and none stands for the claim.", claim=cell.claim, by_text=True)
    elif cell.headline and not cell.figure_in_text and (said := unlike(cell.text, figure_of(cell.headline), unit=unit)):
        yield Problem(f"{place}: {said}. Mend one of the two, or {HOW_TO_FOLLOW}.", claim=cell.claim, by_text=True)


def _of_rivals(place: str, cell: StatementPart) -> Iterator[Problem]:
    """Figures that are said to contradict each other are of the same thing: one boundary, one kind of unit, one
    work where both say theirs. That their scopes, which are free text, are one is what the editor says by the word.

    A range over unlike figures would assert what nobody claims.
    """
    groups: dict[str, list[FigurePart]] = {}
    for citation in cell.figures:
        if citation.figure is not None and citation.figure.rival_group:
            groups.setdefault(citation.figure.rival_group, []).append(citation.figure)
    for name, (first, *others) in groups.items():
        if not others:
            yield Problem(f"{place}: the figure {first.text} has no rival in “{name}”.", claim=cell.claim)
        for other in others:
            unlike = [
                what
                for what, differs in (
                    ("boundary", other.boundary != first.boundary),
                    ("work", bool(first.workload and other.workload) and other.workload != first.workload),
                    ("unit", compare_units(first.unit, other.unit) is not UnitCompatibility.SAME_COUNTED),
                )
                if differs
            ]
            if unlike:
                yield Problem(
                    f"{place} calls {first.text} and {other.text} rivals, but they differ in {' and '.join(unlike)}: "
                    "rivals are of the same thing.",
                    claim=cell.claim,
                )


def _of_headline(document: ComparisonDocument, place: str, claim: str, citation: CitationPart) -> Iterator[Problem]:
    """The figure that stands for a claim is one that could carry it."""
    if citation.derivation and citation.derivation.unfounded:
        yield Problem(
            f"{place} rests on a figure that does not follow from others any more, although there is another: "
            f"{citation.derivation.unfounded}",
            claim=claim,
            by_retraction=True,
        )
    for reference in citation.all_references:
        yield from _of_work(document.references[reference - 1].work, place, claim, is_unseen=citation.is_unseen)


def _of_work(source: Work, place: str, claim: str, *, is_unseen: bool) -> Iterator[Problem]:
    if source.publication_status == PublicationStatus.RETRACTED:
        yield Problem(
            f"{place} rests on a figure of “{source.key}”, which was retracted, although there is another: "
            "deprecate the retracted one or prefer the other.",
            claim=claim,
            by_retraction=True,
        )
    elif is_unseen or source.tier not in EVIDENCE_TIERS:
        yield Problem(
            f"{place} prefers a figure of “{source.key}” that does not count as evidence: prefer one that does.",
            claim=claim,
        )


def _of_units(row: RowPart) -> Iterator[Problem]:
    """The editor's word is never better than what the units of the headline figures allow."""
    headlines = [cell.headline for cell in row.cells if cell.headline]
    if row.comparability == "not-judged" or len(headlines) < 2:
        return
    first, *others = headlines
    worst = worst_against(first, others)
    best_word = allowed(first, worst)
    if is_better(row.comparability, than=best_word):
        yield Problem(
            f"“{row.dimension.name}” is called {row.comparability.replace('-', ' ')}, but sets "
            f"{kinds_against(first, worst)}: at best {best_word.replace('-', ' ')}.",
            dimension=row.dimension.slug,
        )
