"""The admin of sources and citations."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from citations.models import Authorship, Citation, PublicationStatus, Source
from citations.querysets import SEARCHED_COLUMNS
from citations.recalculating import lock_what_depends
from core.counting import CountUpTo
from core.publishing_status import Status
from core.templatetags.words import so_many
from core.text_filter import BelongingRows
from editing.admin.derivation_entry import DerivedFigureForm, NotedDerivedFigureForm, claims_typed
from editing.admin.figure_entry import READ_FIGURE, FigureForm, NotedFigureForm, read_figure
from editing.admin.history import TrackedAdmin
from editing.admin.inlines import EditorsStacked, EditorsTabular, ReadOnlyTabular, SiblingsFormSet
from editing.admin.links import former_addresses, shown_on
from editing.figure_slips import unlike_its_text
from editing.lost_support import support_lost_with
from entities.models import Claim

_WHERE: Any = ["source", ("locator", "stance"), "note"]
_FIGURE: Any = {
    "description": "Type the figure as it is printed; the site works out value, bounds and unit and shows what it "
    "understood before anything is stored.",
    "fields": ["figure_text", "figure_read", ("bound_kind", "unit")],
}
_SOURCE_CHECK: Any = {
    "description": "Filled in by somebody who did not write the citation. Changing words or numbers clears a "
    "confirmation, unless it is made anew in the same save.",
    "fields": [("source_check", "source_checked_on"), "source_check_seen"],
}
_SOURCE_CHECK_FIELDS = ("source_check", "source_checked_on", "source_check_seen")
_CIRCUMSTANCES: Any = {
    "classes": ["collapse"],
    "fields": ["scope", "conditions", ("sample_size", "year"), "method"],
}
_BOUNDARY: Any = {
    "classes": ["collapse"],
    "description": "Figures are divided by each other only where they cover as much of the thing, on the same work.",
    "fields": [("boundary", "workload"), ("figure_kind", "rival_group")],
}
_RANK: Any = {
    "description": "Only one figure of a claim can be preferred. A rank other than normal needs its reason.",
    "fields": [("rank", "position"), "rank_reason"],
}


class CitationsFormSet(SiblingsFormSet[Citation, Claim]):
    """The citations of a claim, among which the preferred figure may change."""

    def step_down(self) -> None:
        """Let the figure that is preferred no more step down: the database allows one at every moment."""
        stepping_down = [
            form.instance.pk
            for form in self.initial_forms
            if form.initial.get("rank") == "preferred" and (form in self.deleted_forms or "rank" in form.changed_data)
        ]
        if stepping_down:
            Citation.objects.filter(pk__in=stepping_down).update(rank="normal")

    def save(self, commit: bool = True) -> Any:
        if commit:
            self._forget_lapsed_checks()
        return super().save(commit)

    def _forget_lapsed_checks(self) -> None:
        """A claim that was reworded has lost its source checks: a form that holds an old one must not bring it back."""
        kept = [form.instance for form in self.initial_forms if not set(_SOURCE_CHECK_FIELDS) & set(form.changed_data)]
        lapsed = set(
            Citation.objects.filter(pk__in=[citation.pk for citation in kept], source_check="").values_list(
                "pk", flat=True
            )
        )
        for citation in kept:
            if citation.pk in lapsed:
                citation.source_check, citation.source_checked_on, citation.source_check_seen = "", None, ""


class CitationInline(EditorsStacked[Citation, Claim]):
    model = Citation
    form = FigureForm
    formset = CitationsFormSet
    autocomplete_fields = ["source", "boundary"]
    show_change_link = True
    fieldsets = [
        (None, {"fields": _WHERE}),
        ("Figure", _FIGURE),
        ("Of what, and how", _CIRCUMSTANCES),
        ("How much of it, and on what work", _BOUNDARY),
        ("Rank", _RANK),
        ("Source check", _SOURCE_CHECK),
    ]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Citation]":
        found = super().get_queryset(request).filter(source__isnull=False)
        return found.select_related("source", "claim", "boundary").order_by("position", "pk")


_FORMULA: Any = {
    "description": "A figure that follows from others is never typed: it follows them whenever they change.",
    "fields": ["formula", "inputs", ("wanted_unit", "digits"), "result", "assumes", ("stance", "note")],
}


_OF_A_DERIVED_FIGURE: Any = [
    ("Of what, and how (a borrowed figure brings these with it)", _CIRCUMSTANCES),
    ("Boundary", _BOUNDARY),
    ("Rank", _RANK),
]


def _is_derived(citation: Citation | None) -> bool:
    return citation is not None and citation.source_id is None


class DerivedFigureInline(EditorsStacked[Citation, Claim]):
    """Figures of a claim that a formula gives from others; they have no source of their own."""

    model = Citation
    form = DerivedFigureForm
    formset = CitationsFormSet
    verbose_name = "figure from other claims"
    verbose_name_plural = "figures from other claims"
    show_change_link = True
    fieldsets = [(None, _FORMULA), *_OF_A_DERIVED_FIGURE]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Citation]":
        found = super().get_queryset(request).filter(source__isnull=True)
        return found.select_related("derivation", "claim", "boundary").order_by("position", "pk")


@admin.register(Citation)
class CitationAdmin(TrackedAdmin[Citation]):
    form = NotedFigureForm
    list_display = ["claim", "source", "locator", "stance", "figure_text", "rank", "source_check"]
    list_display_links = ["claim", "source"]
    list_filter = [
        "stance",
        "rank",
        "source_check",
        "figure_kind",
        "boundary",
        "source__tier",
        "source__publication_status",
    ]
    list_select_related = ["claim", "source"]
    search_fields = ["figure_text", "locator"]
    search_belonging = (
        BelongingRows(Claim.objects.all(), "pk", ("public_id",), of="claim", begins=True),
        BelongingRows(Source.objects.all(), "pk", ("key",), of="source", begins=True),
    )
    search_help_text = "Figure or place; or how the id of the claim, or the key of the source, begins."
    ordering = ["claim_id", "position", "pk"]
    autocomplete_fields = ["claim", "source", "boundary"]
    readonly_fields = ["value", "low", "high", "sense", "in_unit_of_dimension", "shown_on"]
    fieldsets = [
        (None, {"fields": ["claim", *_WHERE, "shown_on"]}),
        ("Figure", _FIGURE),
        (
            "As stored",
            {"classes": ["collapse"], "fields": [("value", "low", "high"), "sense", "in_unit_of_dimension"]},
        ),
        ("Of what, and how", _CIRCUMSTANCES),
        ("How much of it, and on what work", _BOUNDARY),
        ("Rank", _RANK),
        ("Source check", _SOURCE_CHECK),
    ]

    def get_form(self, request: HttpRequest, obj: Citation | None = None, change: bool = False, **kwargs: Any) -> Any:
        if _is_derived(obj) and self.has_change_permission(request, obj):
            kwargs["form"] = NotedDerivedFigureForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Citation | None = None) -> Any:
        found = super().get_fieldsets(request, obj)
        if not (_is_derived(obj) and self.has_change_permission(request, obj)):
            return found
        as_stored = next(each for each in self.fieldsets if each[0] == "As stored")
        own = [(None, {"fields": ["claim", "shown_on"]}), ("Formula", _FORMULA), as_stored]
        return [*own, *_OF_A_DERIVED_FIGURE, *found[len(self.fieldsets) :]]

    def _locked(self, request: HttpRequest, object_id: str) -> Citation | None:
        if request.method == "POST" and object_id.isdecimal():
            # What goes into its figure is locked with what depends on it, in the one order that all savers have.
            typed = claims_typed(request.POST.get("inputs", ""))
            inputs = Claim.objects.filter(public_id__in=typed).values_list("pk", flat=True) if typed else ()
            lock_what_depends(Claim.objects.filter(citations=int(object_id)).values_list("pk", flat=True), inputs)
        return super()._locked(request, object_id)

    def save_model(self, request: HttpRequest, obj: Citation, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if isinstance(form, DerivedFigureForm):
            form.save_derivation()

    def get_urls(self) -> list[URLPattern]:
        reading = path("read-figure", self.admin_site.admin_view(read_figure), name=READ_FIGURE)
        return [reading, *super().get_urls()]

    def lock_above(self, key: Any) -> None:
        lock_what_depends(Claim.objects.filter(citations=key).values_list("pk", flat=True))

    def notes_on(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> list[str]:
        notes = super().notes_on(request, form, formsets, change)
        claim = form.instance.claim
        changed = {"claim", "figure_text", "unit", "rank", "stance"} & set(form.changed_data)
        if changed and claim.status != Status.PUBLISHED:  # of what readers see, it is refused
            notes += filter(None, [unlike_its_text(claim)])
        return notes

    @admin.display(description="in the unit of the dimension")
    def in_unit_of_dimension(self, citation: Citation) -> str:
        numbers = (citation.canonical_value, citation.canonical_low, citation.canonical_high)
        shown = " / ".join("–" if number is None else f"{number:g}" for number in numbers)
        unit = citation.claim.dimension.unit if citation.claim_id and citation.claim.dimension else ""
        return f"{shown} {unit}" if unit else "–"

    @admin.display(description="shown in")
    def shown_on(self, citation: Citation) -> str:
        return shown_on(citation)


class AuthorshipInline(EditorsTabular[Authorship, Source]):
    model = Authorship
    verbose_name = "author or editor"
    verbose_name_plural = "authors and editors"
    fields = ["position", "role", "family", "given", "organisation"]


class CitationsOfSource(ReadOnlyTabular[Citation, Source]):
    model = Citation
    verbose_name_plural = "what rests on it"
    fields = ["claim", "locator", "stance", "figure_text", "rank"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Citation]":
        return super().get_queryset(request).select_related("claim", "source").order_by("claim_id", "position", "pk")


@admin.register(Source)
class SourceAdmin(TrackedAdmin[Source]):
    history_of_parts = {Authorship: "source"}
    list_display = ["key", "short_title", "year", "type", "tier", "standing", "citation_count"]
    list_filter = ["tier", "publication_status", "type"]
    search_fields = SEARCHED_COLUMNS
    search_belonging = (BelongingRows(Authorship.objects.all(), "source", ("family", "organisation")),)
    search_help_text = "Key, title, author, journal, DOI or arXiv id."
    ordering = ["key"]
    sortable_by = ["key", "year"]
    readonly_fields = ["shown_on", "all_citations", "former_keys", "created", "modified"]
    fieldsets = [
        (None, {"fields": ["key", "former_keys", ("type", "tier"), "title", "authors_incomplete"]}),
        ("When it appeared", {"fields": [("year", "month", "day")]}),
        (
            "What it is a part of",
            {
                "description": "Only for articles, conference papers, chapters and web pages. Anything else is a whole "
                "and has a publisher, or a place where it is kept.",
                "fields": ["container", ("volume", "issue", "pages"), "event_title"],
            },
        ),
        (
            "Publication",
            {
                "fields": [
                    ("publisher", "publisher_place"),
                    "collection_title",
                    ("edition", "version"),
                    ("number_kind", "number"),
                ]
            },
        ),
        ("Where to find it", {"fields": ["doi", ("arxiv", "pmid", "isbn"), "url"]}),
        (
            "Does it still stand?",
            {
                "description": "A retraction marks every cell that rests on the work, at once, on every page. It is "
                "never held back by the publish gate.",
                "fields": [("publication_status", "status_checked_on"), "status_note", "shown_on", "all_citations"],
            },
        ),
        ("Record", {"classes": ["collapse"], "fields": [("created", "modified")]}),
    ]
    inlines = [AuthorshipInline, CitationsOfSource]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Source]":
        counted: QuerySet[Source] = super().get_queryset(request)
        return counted.annotate(citation_count=CountUpTo(Citation.objects.filter(source=OuterRef("pk"))))

    def notes_on(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> list[str]:
        source = form.instance
        notes = super().notes_on(request, form, formsets, change)
        if "publication_status" in form.changed_data and source.publication_status == PublicationStatus.RETRACTED:
            notes += support_lost_with(source)
        return notes

    @admin.display(description="cited")
    def citation_count(self, source: Any) -> str:
        return so_many(source.citation_count)

    @admin.display(description="what rests on it")
    def all_citations(self, source: Source) -> str:
        if source.pk is None:
            return "–"
        address = reverse("admin:citations_citation_changelist")
        return format_html(
            '<a href="{}?source__id__exact={}">All: {}</a>', address, source.pk, self.citation_count(source)
        )

    @admin.display(description="title")
    def short_title(self, source: Source) -> str:
        return Truncator(source.title).chars(80)

    @admin.display(description="shown in")
    def shown_on(self, source: Source) -> str:
        return shown_on(source)

    @admin.display(description="former keys")
    def former_keys(self, source: Source) -> str:
        return former_addresses(source.former_keys.all() if source.pk else [])
