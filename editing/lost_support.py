"""What loses its support when a source is retracted: cell by cell, wherever a claim that rests on it is shown."""

from collections.abc import Iterator

from django.db.models import Q

from citations.models import Citation, Source, Stance
from comparisons.composing import compose
from comparisons.documents import ComparisonDocument, StatementPart
from comparisons.models import Comparison, Equivalence
from comparisons.selecting import editors_selection
from comparisons.showing import comparisons_showing


def support_lost_with(source: Source) -> list[str]:
    """One sentence for each cell, point or finding that this source supports, as things stand in the database now.

    Drafts are composed too: about ten queries a comparison.
    """
    resting = dict(
        Citation.objects.filter(
            Q(source=source) | Q(derivation__founding_sources__source=source), stance=Stance.SUPPORTS
        ).values_list("claim__public_id", "claim__text")
    )
    sentences, shown = [], set[str]()
    for comparison in comparisons_showing(sources=[source.pk]).order_by("title"):
        document = compose(editors_selection(comparison))
        for place, statement in _placed(document):
            if statement.claim in resting:
                shown.add(statement.claim)
                sentences.append(f"{_where(comparison)}, {place}: claim {statement.claim} {_what_is_left(statement)}")
    sentences += [f"Claim {claim}, shown in no comparison, rests on it." for claim in sorted(set(resting) - shown)]
    for equivalence in Equivalence.objects.filter(citations__source=source).distinct():
        sentences.append(f"The assumption “{equivalence}” cites it.")
    return sentences


def _placed(document: ComparisonDocument) -> Iterator[tuple[str, StatementPart]]:
    """Every statement of the document with its place in words."""
    labels = {side.entity.slug: side.label for side in document.sides}
    for row in document.rows:
        for cell in row.cells:
            yield f"row “{row.dimension.name}”, side {labels[cell.entity]}", cell
    for side in document.points:
        for kind, statements in (("strength", side.strengths), ("weakness", side.weaknesses)):
            for statement in statements:
                yield f"{kind} of {labels[side.entity]}", statement
    for finding in document.findings:
        yield "findings", finding


def _where(comparison: Comparison) -> str:
    return f"“{comparison}” ({comparison.get_status_display().lower()})"


def _what_is_left(statement: StatementPart) -> str:
    if {"unsourced", "second-hand"} & set(statement.markers):
        return "loses its only evidence."
    return "keeps other evidence, and is marked as resting on a retracted work."
