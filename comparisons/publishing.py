"""Making editions: the only way in which anything becomes public.

publish(comparison) ──> lock ──> compose ──> gate ──> next Edition, if the document really changed
republish(comparisons) the same for every published comparison that a saved claim, source or entity shows in
"""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction

from comparisons.composing import compose
from comparisons.documents import SCHEMA_VERSION, ComparisonDocument, read_document
from comparisons.gate import Problem, problems_of, unpublished_parts
from comparisons.models import Comparison, Edition
from comparisons.selecting import editors_selection
from core.publishing_status import Status


class PublicationRefusedError(Exception):
    """The gate refuses: ``problems`` lists every reason, each with the place where it can be mended."""

    def __init__(self, comparison: Comparison, problems: Iterable[Problem]) -> None:
        self.comparison = comparison
        self.problems = tuple(problems)
        super().__init__(f"{comparison}: " + " ".join(problem.message for problem in self.problems))


@transaction.atomic
def publish(*, comparison: Comparison, author: User | None, change_note: str) -> Edition | None:
    """Publish the comparison as it stands: its status becomes published, its document the next edition.

    Returns the new edition, or None when the document is the same as that of the latest one. Raises
    PublicationRefusedError, and changes nothing, when the gate finds a problem. ``author`` is None for a command.
    Two publications of one comparison wait for each other.
    """
    locked = _locked([comparison.pk])[0]
    document, problems = examined(locked)
    if problems:
        raise PublicationRefusedError(locked, problems)
    if locked.status != Status.PUBLISHED:
        locked.status = Status.PUBLISHED
        locked.save(update_fields=["status", "modified"])
    comparison.status = locked.status
    return _next_edition(locked, document, author, change_note)


@transaction.atomic
def republish(*, comparisons: Iterable[Comparison], author: User | None, change_note: str) -> list[Edition]:
    """Bring the published ones among these comparisons up to date; returns the editions that this made.

    Raises PublicationRefusedError, and changes nothing, when one of them would now fail the gate, except for what
    only a retraction can cause: a retraction is never held back.
    """
    editions = []
    for comparison in _locked([comparison.pk for comparison in comparisons]):
        if comparison.status != Status.PUBLISHED:
            continue
        document, problems = examined(comparison)
        if held_back_by := [problem for problem in problems if not problem.by_retraction]:
            raise PublicationRefusedError(comparison, held_back_by)
        if edition := _next_edition(comparison, document, author, change_note):
            editions.append(edition)
    return editions


def examined(comparison: Comparison) -> tuple[ComparisonDocument, list[Problem]]:
    """The document that would be published now, and every reason why it may not be."""
    selection = editors_selection(comparison)
    document = compose(selection)
    return document, [*unpublished_parts(selection), *problems_of(document)]


def _locked(ids: list[int]) -> list[Comparison]:
    """The comparisons under a row lock, taken in order of id so that two publications never deadlock."""
    return list(
        Comparison.objects.filter(pk__in=ids).select_related("category").select_for_update(of=("self",)).order_by("pk")
    )


def _next_edition(
    comparison: Comparison, document: ComparisonDocument, author: User | None, change_note: str
) -> Edition | None:
    latest = Edition.objects.filter(comparison=comparison).order_by("-number").first()
    # Compared as documents of the present schema: a new way of writing the same thing is no change. Compared by
    # hash, because 20 and 20.0 are equal as numbers, but not as what a source reports.
    if latest is not None and read_document(latest.document).content_hash() == document.content_hash():
        return None
    return Edition.objects.create(
        comparison=comparison,
        number=latest.number + 1 if latest else 1,
        schema_version=SCHEMA_VERSION,
        document=document.as_json(),
        content_hash=document.content_hash(),
        author=author,
        author_name=author.get_username() if author else "content loader",
        change_note=change_note,
    )
