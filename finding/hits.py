"""What a page of results shows of each thing that was found: its name, its answer, the words that were looked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import connections

from citations.formatting import STYLES, without_markup
from citations.models import Source
from citations.templatetags.authors import short_authors
from citations.works import work_of
from comparisons.composing import compose_many
from comparisons.documents import ComparisonDocument, StatementPart
from comparisons.models import Comparison
from comparisons.renderings.view_models import MISSING_WORDS
from comparisons.selecting import selection_about
from core.read_database import present_name
from entities.models import Claim, Dimension, Entity
from entities.quantities import unit_words
from finding.models import Kind
from finding.searching import Candidate

# What stands around a found word in PostgreSQL's answer: no text can hold these signs.
_BEGINS, _ENDS = "\x02", "\x03"
_HEADLINES = f"StartSel={_BEGINS}, StopSel={_ENDS}, HighlightAll=true"

type Marked = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Hit:
    """One result. ``answer`` is what it says, with its number, or why it has none; ``source`` what that rests on;
    ``about`` is a text in pieces, each with whether it is a word that was looked for."""

    kind: str
    name: str
    url: str
    sort: str = ""
    answer: str = ""
    source: str = ""
    text: str = ""
    about: Marked = ()


def hits_of(candidates: Sequence[Candidate], query: str) -> list[Hit]:
    """The hits for these candidates, in their order; ``query`` is what their texts are marked by.

    A number of statements that does not depend on how many there are.
    """
    made: dict[tuple[str, int], Hit] = {}
    for kind, make in _MAKERS.items():
        keys = [candidate.thing for candidate in candidates if candidate.kind == kind]
        if keys:
            made |= {(kind, key): hit for key, hit in make(keys)}
    hits = [made[place] for candidate in candidates if (place := (candidate.kind, candidate.thing)) in made]
    return _marked(hits, query)


def _comparisons(keys: Sequence[int]) -> Iterable[tuple[int, Hit]]:
    found = Comparison.objects.published().select_related("category").filter(pk__in=keys)
    for comparison in found:
        yield (
            comparison.pk,
            Hit(
                Kind.COMPARISON,
                comparison.title,
                comparison.get_absolute_url(),
                sort=comparison.category.name,
                text=without_markup(comparison.lede),
            ),
        )


def _entities(keys: Sequence[int]) -> Iterable[tuple[int, Hit]]:
    for entity in Entity.objects.published().filter(pk__in=keys):
        sort = f"{entity.get_realm_display()} {entity.get_kind_display().lower()}"
        text = without_markup(entity.definition)
        yield entity.pk, Hit(Kind.ENTITY, entity.name, entity.get_absolute_url(), sort=sort, text=text)


def _dimensions(keys: Sequence[int]) -> Iterable[tuple[int, Hit]]:
    for dimension in Dimension.objects.published().select_related("group").filter(pk__in=keys):
        unit = f", in {unit_words(dimension.unit)}" if dimension.unit and not dimension.unlike_units else ""
        yield (
            dimension.pk,
            Hit(
                Kind.DIMENSION,
                dimension.name,
                dimension.get_absolute_url(),
                sort=f"{dimension.group.name}{unit}",
                text=without_markup(dimension.definition),
            ),
        )


def _claims(keys: Sequence[int]) -> Iterable[tuple[int, Hit]]:
    """Composed like the card of each claim, so that a result can never say anything else."""
    claims = list(Claim.objects.published().select_related("entity", "dimension__group").filter(pk__in=keys))
    documents = compose_many([selection_about(claim.entity, [claim]) for claim in claims])
    for claim, document in zip(claims, documents, strict=True):
        about = claim.dimension.name if claim.dimension else claim.get_kind_display()
        statement = next((part for part in document.statements() if part.claim == claim.public_id), None)
        yield (
            claim.pk,
            Hit(
                Kind.CLAIM,
                f"{claim.entity.name}: {about.lower()}",
                claim.get_absolute_url(),
                sort=claim.get_kind_display() if claim.dimension is None else "",
                answer=_answer(statement),
                source=_rests_on(statement, document),
            ),
        )


def _sources(keys: Sequence[int]) -> Iterable[tuple[int, Hit]]:
    for source in Source.objects.public().with_authors().filter(pk__in=keys):
        reference = without_markup(STYLES["APA"](work_of(source)))
        yield (
            source.pk,
            Hit(Kind.SOURCE, source.title, source.get_absolute_url(), sort=source.get_tier_display(), text=reference),
        )


def _answer(statement: StatementPart | None) -> str:
    """What the claim says, or the words for why it says nothing."""
    if statement is None:
        return ""
    return without_markup(statement.text) or MISSING_WORDS[statement.missing].capitalize()


def _rests_on(statement: StatementPart | None, document: ComparisonDocument) -> str:
    """Whom the headline figure is from, and when: “Azevedo et al. 2009”."""
    citation = statement.headline_citation if statement else None
    works = {reference.number: reference.work for reference in document.references}
    work = works.get(citation.reference) if citation else None
    if work is None:
        return ""
    return f"{short_authors(work) or work.title} {work.issued.year}" if work.issued else short_authors(work)


_MAKERS = {
    Kind.COMPARISON: _comparisons,
    Kind.ENTITY: _entities,
    Kind.DIMENSION: _dimensions,
    Kind.CLAIM: _claims,
    Kind.SOURCE: _sources,
}


def _marked(hits: Sequence[Hit], query: str) -> list[Hit]:
    """With the words marked that the query finds. One statement."""
    if not query or not hits:
        return [replace(hit, about=((hit.text, False),)) for hit in hits]
    with connections[present_name()].cursor() as cursor:
        cursor.execute(
            """
            SELECT ts_headline('english', text, %s::tsquery, %s)
            FROM unnest(%s::text[]) WITH ORDINALITY AS hit (text, place) ORDER BY place
            """,
            [query, _HEADLINES, [hit.text for hit in hits]],
        )
        return [replace(hit, about=_pieces(marked)) for hit, (marked,) in zip(hits, cursor.fetchall(), strict=True)]


def _pieces(marked: str) -> Marked:
    pieces: list[tuple[str, bool]] = []
    for piece in marked.split(_BEGINS):
        word, ends, rest = piece.partition(_ENDS)
        pieces += [(word, True), (rest, False)] if ends else [(piece, False)]
    return tuple((text, is_word) for text, is_word in pieces if text)
