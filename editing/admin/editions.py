"""Looking at editions: nobody adds, changes or deletes one by hand."""

import json
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from comparisons.models import Comparison, Edition
from core.text_filter import BelongingRows
from editing.admin.long_lists import LongList


@admin.register(Edition)
class EditionAdmin(LongList[Edition]):
    list_display = ["comparison", "number", "published_at", "author_name", "author_role", "note"]
    list_display_links = ["comparison", "number"]
    list_filter = ["published_at", "comparison__category"]
    list_select_related = ["comparison"]
    search_fields = ["change_note", "author_name"]
    search_belonging = (BelongingRows(Comparison.objects.all(), "pk", ("title",), of="comparison"),)
    sortable_by = ["published_at"]
    search_help_text = "Comparison, what changed or who published it."
    ordering = ["-published_at", "-pk"]
    readonly_fields: ClassVar[list[str]] = [
        "comparison",
        "number",
        "published_at",
        "author_name",
        "author_role",
        "note",
        "change_note",
        "schema_version",
        "content_hash",
        "whole_document",
    ]
    fields: ClassVar[list[str]] = readonly_fields  # type: ignore[assignment]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Edition]":
        return super().get_queryset(request).select_related("comparison__category", "derived_note").defer("document")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def view_on_site(self, obj: Edition) -> str:
        return obj.comparison.get_absolute_url()

    @admin.display(description="note for readers")
    def note(self, edition: Edition) -> str:
        return edition.note

    @admin.display(description="document")
    def whole_document(self, edition: Edition) -> SafeString:
        return format_html('<pre class="document">{}</pre>', json.dumps(edition.document, indent=2, ensure_ascii=False))
