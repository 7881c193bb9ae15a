"""Lists of the admin that cost no more when there are many rows: bounded counts, and searches that an index answers."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import smart_split, unescape_string_literal

from core.counting import MOST_COUNTED, counted
from core.text_filter import BelongingRows, narrowed, with_words
from core.typed_admin import BaseInlineFormSet, ModelAdmin


class BoundedPaginator(Paginator):  # type: ignore[type-arg]  # at run time it takes none
    """Pages over the first thousand rows. Who looks for something further down searches or filters for it."""

    @cached_property
    def _found(self) -> int:
        found: Any = self.object_list
        return counted(found)

    @property
    def is_bounded(self) -> bool:
        """Whether there are more rows than pages."""
        return self._found > MOST_COUNTED

    @property
    def count(self) -> int:
        return min(self._found, MOST_COUNTED)


class LongList[M: Model](ModelAdmin[M]):
    """``search_fields`` are columns of the table itself, ``search_belonging`` what else is looked through: every word
    must be found somewhere, as in the filters that readers have. ``sortable_by`` names only what has an index.
    """

    paginator = BoundedPaginator
    list_per_page = 50
    show_full_result_count = False
    sortable_by: ClassVar[list[str] | tuple[str, ...] | None] = ()
    search_belonging: ClassVar[Sequence[BelongingRows]] = ()

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[M]", search_term: str
    ) -> "tuple[QuerySet[M], bool]":
        """No row is found twice, so nothing has to be made distinct. What stands in quotes is one word."""
        words = [
            unescape_string_literal(word) if len(word) > 1 and word[0] in "\"'" and word[0] == word[-1] else word
            for word in smart_split(search_term)
        ]
        if not words:
            return queryset, False
        found, _ = narrowed(with_words(queryset, words, *self.search_fields, belonging=self.search_belonging))
        return found, False


class FirstRowsFormSet(BaseInlineFormSet[Any, Any, Any]):
    """The first rows of what is only shown; the page says where all of them are."""

    most = 50

    def get_queryset(self) -> "QuerySet[Any]":
        if not hasattr(self, "_first"):
            self._first = super().get_queryset()[: self.most]
        return self._first
