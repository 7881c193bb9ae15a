"""Finding rows by words, as the filters of lists and the searches of the admin do, by trigram indexes.

Every word must stand somewhere in the row: in one of its own columns, or in those of rows that belong to it, such as a
source's authors. ``text_index`` makes the index that answers this for the columns of a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.models import Exists, Expression, F, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Upper
from django.db.models.lookups import IContains

from core.counting import counted

_MOST_WORDS = 10
# A trigram index knows nothing shorter; such a word must begin a word.
_SHORTEST = 3
# So many rows that belong to others are looked up beforehand; where there are more, the word is so common that the
# list is better read in its order until a page is full.
_MOST_OWNERS = 5000
_MOST_NARROWED = 2000


@dataclass(frozen=True)
class BelongingRows:
    """Rows of another table in which a word may stand as well.

    They belong to a row whose column ``of`` has what they have in ``owner``: its key in their foreign key, unless said
    otherwise. With ``begins`` only what begins with the word counts, as befits ids.
    """

    rows: "QuerySet[Any]"
    owner: str
    columns: Sequence[str]
    of: str = "pk"
    begins: bool = False

    def with_word(self, word: str) -> "QuerySet[Any]":
        beginning = Q(*(Q(**{f"{column}__istartswith": word}) for column in self.columns), _connector=Q.OR)
        return self.rows.filter(beginning if self.begins else _in_any(self.columns, word)).order_by()


def with_words[Found: "QuerySet[Any]"](
    found: Found, text: str | Sequence[str], *columns: str, belonging: Sequence[BelongingRows] = ()
) -> Found:
    """The rows in which every word of the text stands, upper case or lower; all of them if there is no word.

    The text may come as the words that it is made of, which may have blanks. One query more for each word and each kind
    of belonging rows.
    """
    words = (text.split() if isinstance(text, str) else text)[:_MOST_WORDS]
    # Beside a longer word a short one is only looked for in what that finds: alone it has to be in an index.
    is_beside = any(len(word) >= _SHORTEST for word in words)
    for word in words:
        ways = _in_any(columns, word, is_beside=is_beside)
        for kind in belonging:
            rows = kind.with_word(word)
            owners = list(rows.values_list(kind.owner, flat=True)[: _MOST_OWNERS + 1])
            few = len(owners) <= _MOST_OWNERS
            here = (
                Q(**{f"{kind.of}__in": set(owners)}) if few else Exists(rows.filter(**{kind.owner: OuterRef(kind.of)}))
            )
            ways |= Q(here)
        found = found.filter(ways)
    return found


def narrowed[Found: "QuerySet[Any]"](found: Found) -> tuple[Found, int]:
    """The same rows in a form that is quick to order, and how many there are, counted up to some thousand. One query.

    What a word finds may lie together anywhere in the order, as the works of one author do: to look for it in that
    order would be to read nearly everything. So what is not very common is found first and ordered afterwards.
    """
    number = counted(found, _MOST_NARROWED)
    if number <= _MOST_NARROWED:
        found = found.filter(pk__in=found.order_by().values("pk")[:_MOST_NARROWED])
    return found, number


def _in_any(columns: Sequence[str], word: str, *, is_beside: bool = False) -> Q:
    ways = Q()
    for column in columns:
        if len(word) >= _SHORTEST:
            ways |= Q(**{f"{column}__icontains": word})
        elif is_beside:
            with_blank = Concat(Value(" "), F(column), output_field=TextField())
            ways |= Q(IContains(with_blank, f" {word}")) | Q(IContains(with_blank, f"-{word}"))
        else:
            ways |= Q(**{f"{column}__istartswith": word})
            ways |= Q(**{f"{column}__icontains": f" {word}"}) | Q(**{f"{column}__icontains": f"-{word}"})
    return ways


def array_text(column: str) -> Func:
    """The texts of an array column as one. PostgreSQL's own function depends on settings and cannot be indexed."""
    return Func(F(column), function="array_as_text", output_field=TextField())


def text_index(name: str, *columns: str | Expression) -> GinIndex:
    """The index for `with_words` over these columns."""
    return GinIndex(
        *(OpClass(Upper(F(column) if isinstance(column, str) else column), "gin_trgm_ops") for column in columns),
        name=name,
    )
