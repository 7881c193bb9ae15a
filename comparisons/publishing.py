"""Making editions: the only way in which anything becomes public.

    comparisons ──> lock ──> compose, in batches ──> gate, one by one ──> the next edition of each that really changed

publish() makes a comparison public; republish() brings every published one among those that show a saved claim,
source or entity up to date. The number of queries is that of the batches, whatever their size.
"""

from collections.abc import Iterable, Sequence
from itertools import batched
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from comparisons.composing import compose_many
from comparisons.documents import SCHEMA_VERSION, ComparisonDocument, hash_of
from comparisons.edition_notes import note_between
from comparisons.gate import Problem, new_problems, problems_of, unpublished_parts
from comparisons.models import Comparison, Edition
from comparisons.selecting import editors_selections
from core.publishing_status import Status
from core.roles import LOADER, role_of

# How many comparisons are composed, and held in memory, at once.
_BATCH = 100


class PublicationRefusedError(Exception):
    """The gate refuses: ``problems`` lists every reason, each with the place where it can be mended."""

    def __init__(self, comparison: Comparison, problems: Iterable[Problem]) -> None:
        self.comparison = comparison
        self.problems = tuple(problems)
        super().__init__(f"{comparison}: " + " ".join(problem.message for problem in self.problems))


class Publication(NamedTuple):
    """What came of publishing several: the new editions, and a refusal for each that the gate held back."""

    editions: list[Edition]
    refusals: list[PublicationRefusedError]


class Examined(NamedTuple):
    """The document that would be published of a comparison now, and every reason why it may not be."""

    comparison: Comparison
    document: ComparisonDocument
    problems: list[Problem]


@transaction.atomic
def publish(*, comparison: Comparison, author: User | None, change_note: str = "") -> Edition | None:
    """Publish the comparison as it stands: its status becomes published, its document the next edition.

    Returns the new edition, or None when the document is the same as that of the latest one. Raises
    PublicationRefusedError, and changes nothing, when the gate finds a problem. ``author`` is None for a command.
    Without a ``change_note`` the note says how the document differs from the one before. Two publications of one
    comparison wait for each other.
    """
    editions, refusals = publish_each(comparisons=[comparison], author=author, change_note=change_note)
    if refusals:
        raise refusals[0]
    comparison.status = Status.PUBLISHED
    return editions[0] if editions else None


@transaction.atomic
def publish_each(*, comparisons: Iterable[Comparison], author: User | None, change_note: str = "") -> Publication:
    """Publish those among these comparisons that the gate lets pass, as they stand. The others stay as they are."""
    return _publish_in_batches(_locked(comparisons), author, change_note, forgiving_retractions=False)


@transaction.atomic
def republish(*, comparisons: Iterable[Comparison], author: User | None, change_note: str = "") -> list[Edition]:
    """Bring the published ones among these comparisons up to date; returns the editions that this made.

    Raises PublicationRefusedError, and changes nothing, when one of them would now fail the gate, except for what
    only a retraction can cause: a retraction is never held back.
    """
    editions, refusals = republish_each(comparisons=comparisons, author=author, change_note=change_note)
    if refusals:
        raise refusals[0]
    return editions


@transaction.atomic
def republish_each(*, comparisons: Iterable[Comparison], author: User | None, change_note: str = "") -> Publication:
    """The same for those that the gate lets pass. The others keep the edition that they have."""
    published = [comparison for comparison in _locked(comparisons) if comparison.status == Status.PUBLISHED]
    return _publish_in_batches(published, author, change_note, forgiving_retractions=True)


def _publish_in_batches(
    comparisons: Sequence[Comparison], author: User | None, change_note: str, *, forgiving_retractions: bool
) -> Publication:
    done = Publication([], [])
    for batch in batched(comparisons, _BATCH):
        passed = []
        for found in examine(batch):
            held_back_by = found.problems
            if forgiving_retractions:
                held_back_by = [problem for problem in _new_of(found) if not problem.by_retraction]
            if held_back_by:
                done.refusals.append(PublicationRefusedError(found.comparison, held_back_by))
            else:
                passed.append(found)
        _make_public([found.comparison for found in passed])
        done.editions.extend(_next_editions(passed, author, change_note))
    return done


def _new_of(found: Examined) -> list[Problem]:
    """The problems, without those of texts that readers see already. A query more where there are such."""
    if not any(problem.by_text for problem in found.problems):
        return found.problems
    latest = Edition.objects.latest_of_each(Comparison.objects.filter(pk=found.comparison.pk)).first()
    new = new_problems(found.document, latest.content if latest else None)
    return [problem for problem in found.problems if not problem.by_text or problem in new]


def _make_public(comparisons: Iterable[Comparison]) -> None:
    fresh = [comparison for comparison in comparisons if comparison.status != Status.PUBLISHED]
    if not fresh:
        return
    Comparison.objects.filter(pk__in=[comparison.pk for comparison in fresh]).update(
        status=Status.PUBLISHED, modified=timezone.now()
    )
    for comparison in fresh:
        comparison.status = Status.PUBLISHED


def examine(comparisons: Sequence[Comparison]) -> list[Examined]:
    """What would be published of these comparisons now, judged by the gate. Their categories must be loaded."""
    selections = editors_selections(comparisons)
    return [
        Examined(comparison, document, [*unpublished_parts(selection), *problems_of(document)])
        for comparison, selection, document in zip(comparisons, selections, compose_many(selections), strict=True)
    ]


def _locked(comparisons: Iterable[Comparison]) -> list[Comparison]:
    """The comparisons under a row lock, taken in order of id so that two publications never deadlock."""
    ids = [comparison.pk for comparison in comparisons]
    return list(
        Comparison.objects.filter(pk__in=ids).select_related("category").select_for_update(of=("self",)).order_by("pk")
    )


def _next_editions(found: Sequence[Examined], author: User | None, change_note: str) -> list[Edition]:
    """An edition of each document that is not the same as that of the latest one."""
    latest = _latest_editions([one.comparison for one in found])
    role = role_of(author)
    editions = []
    for comparison, document, _ in found:
        former = latest.get(comparison.pk)
        stored = document.as_json()
        content_hash = hash_of(stored)
        # Compared by hash, because 20 and 20.0 are equal as numbers, but not as what a source reports.
        if former is not None and _hash_today(former) == content_hash:
            continue
        edition = Edition(
            comparison=comparison,
            number=former.number + 1 if former else 1,
            schema_version=SCHEMA_VERSION,
            document=stored,
            content_hash=content_hash,
            author=author,
            author_name=author.get_username() if author else LOADER,
            author_role=role,
            change_note=change_note,
            # Said in SQL, which keeps Django from sending the documents as arrays: that takes far longer to quote.
            published_at=Now(),
        )
        edition.content, edition.preceding = document, former
        editions.append(edition)
    _read([edition.preceding for edition in editions if edition.preceding])
    if not change_note:
        for edition in editions:
            before = edition.preceding.content if edition.preceding else None
            edition.change_note = note_between(before, edition.content)
    return Edition.objects.bulk_create(editions, batch_size=25)


def _latest_editions(comparisons: Iterable[Comparison]) -> dict[int, Edition]:
    """The latest edition of each, by comparison; with its document where that is of an earlier schema. Two queries."""
    wanted = Comparison.objects.filter(pk__in=[comparison.pk for comparison in comparisons])
    latest = {found.comparison_id: found for found in Edition.objects.latest_of_each(wanted).defer("document")}
    _read([found for found in latest.values() if found.schema_version != SCHEMA_VERSION])
    return latest


def _read(editions: Iterable[Edition]) -> None:
    """Load the documents of these editions, as far as they are not there. One query, none if they all are."""
    unread = {edition.pk: edition for edition in editions if "document" in edition.get_deferred_fields()}
    if unread:
        for key, document in Edition.objects.filter(pk__in=unread).values_list("pk", "document"):
            unread[key].document = document


def _hash_today(edition: Edition) -> str:
    """The hash of an edition's document as one of the present schema: a new way of writing the same is no change."""
    if edition.schema_version == SCHEMA_VERSION:
        return edition.content_hash
    return edition.content.content_hash()
