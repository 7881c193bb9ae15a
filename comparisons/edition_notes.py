"""The public note of an edition: what an editor wrote, or else what changed, in the words of the page."""

from comparisons.difference_in_words import sentences
from comparisons.differences import difference
from comparisons.documents import ComparisonDocument

FIRST_EDITION = "First edition."
# A document may differ in what stands nowhere on the page: the digits of a magnitude that only places a mark.
_NOTHING_SEEN = "Written anew, without a change in what readers see."

_MOST_CHARACTERS = 500  # of a note


def note_between(before: ComparisonDocument | None, after: ComparisonDocument) -> str:
    """The public note of an edition for which nobody wrote one: the changes in sentences, as many as have room."""
    if before is None:
        return FIRST_EDITION
    found = list(sentences(difference(before, after)))
    if not found:
        return _NOTHING_SEEN
    for count in range(len(found), 0, -1):
        note = " ".join(found[:count]) + _and_more(len(found) - count)
        if len(note) <= _MOST_CHARACTERS:
            return note
    ending = f" …{_and_more(len(found) - 1)}"
    return found[0][: _MOST_CHARACTERS - len(ending)].rsplit(" ", 1)[0] + ending


def _and_more(count: int) -> str:
    return f" And {count} more change{'s' if count > 1 else ''}." if count else ""
