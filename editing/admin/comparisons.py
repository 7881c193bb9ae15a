"""The admin of comparisons, their categories and equivalences, and to publishing."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from comparisons.models import (
    Category,
    Comparison,
    Edition,
    Equivalence,
    EquivalenceCitation,
    Point,
    Question,
    QuestionClaim,
    Row,
    Side,
)
from comparisons.publishing import PublicationRefusedError, publish
from core.publishing_status import Status
from core.text_filter import BelongingRows
from editing.admin.comparison_state import coverage_in_words, state_of
from editing.admin.forms import NotedForm
from editing.admin.history import TrackedAdmin
from editing.admin.inlines import EditorsTabular
from editing.admin.links import as_list, former_addresses, written_by
from editing.admin.saving import editor, save_of
from editing.save_errors import edit_url, refuse_unless
from entities.quantities import QuantityError, normalise_unit

_ONLY_EDITORS = "Only an editor may {} a comparison. Nothing was saved: save it as it is, and set it to “In review”."


@admin.register(Category)
class CategoryAdmin(TrackedAdmin[Category]):
    list_display = ["name", "slug", "position"]
    search_fields = ["name", "slug"]
    ordering = ["position", "name"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [(None, {"fields": ["name", "slug", "description", "position"]})]


class SideInline(EditorsTabular[Side, Comparison]):
    model = Side
    autocomplete_fields = ["entity"]
    fields = ["position", "entity", "label"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Side]":
        return super().get_queryset(request).select_related("entity")


class RowInline(EditorsTabular[Row, Comparison]):
    model = Row
    autocomplete_fields = ["dimension"]
    fields = ["position", "dimension", "comparability", "comparability_reason", "names_boundaries", "note"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Row]":
        return super().get_queryset(request).select_related("dimension")


class PointInline(EditorsTabular[Point, Comparison]):
    model = Point
    autocomplete_fields = ["claim"]
    fields = ["position", "claim", "says"]
    readonly_fields = ["says"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Point]":
        return super().get_queryset(request).select_related("claim__entity")

    @admin.display(description="what it says")
    def says(self, point: Point) -> str:
        if point.claim_id is None:
            return "A strength, a weakness or a finding."
        claim = point.claim
        return f"{claim.get_kind_display()} of {claim.entity}: {Truncator(claim.text).chars(160)}"


class ComparisonForm(NotedForm[Comparison]):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "status" in self.fields:
            # What readers see changes by the buttons below only.
            self.fields["status"].choices = [(s.value, s.label) for s in (Status.DRAFT, Status.REVIEW)]  # type: ignore[attr-defined]


@admin.action(description="Publish selected comparisons", permissions=["publish"])
def publish_selected(
    modeladmin: "ComparisonAdmin", request: HttpRequest, queryset: "QuerySet[Comparison]"
) -> HttpResponse | None:
    """Each on its own: one that the gate refuses does not hold up the others."""
    for comparison in queryset.order_by("pk"):
        try:
            modeladmin.publish(request, comparison, "")
        except PublicationRefusedError as refusal:
            modeladmin.tell_objections(request, refusal)
    modeladmin.tell_editions(request)
    return None


@admin.action(description="Withdraw selected comparisons", permissions=["withdraw"])
def withdraw_selected(
    modeladmin: "ComparisonAdmin", request: HttpRequest, queryset: "QuerySet[Comparison]"
) -> HttpResponse | None:
    for comparison in queryset.filter(status=Status.PUBLISHED):
        modeladmin.withdraw(request, comparison)
    return None


@admin.register(Comparison)
class ComparisonAdmin(TrackedAdmin[Comparison]):
    history_of_parts = {Side: "comparison", Row: "comparison", Point: "comparison"}
    form = ComparisonForm
    change_form_template = "admin/comparison_form.html"
    list_display = ["title", "category", "status", "latest_edition", "coverage", written_by, "modified"]
    list_filter = ["status", "drafting", "category"]
    list_select_related = ["category"]
    search_fields = ["title", "slug", "lede"]
    search_belonging = (BelongingRows(Side.objects.all(), "comparison", ("entity__name",)),)
    search_help_text = "Title, address, lede or the name of a side."
    ordering = ["category_id", "position", "title"]  # as an index has them
    sortable_by = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = [
        "coverage_now",
        "stands_in_the_way",
        "found_empty",
        "editions",
        "former_addresses",
        "created",
        "modified",
    ]
    fieldsets = [
        (None, {"fields": ["title", "slug", "former_addresses", ("category", "position")]}),
        ("Words", {"fields": ["lede", "outlook", "drafting"]}),
        (
            "State",
            {
                "fields": [
                    "status",
                    "coverage_now",
                    "stands_in_the_way",
                    "found_empty",
                    "editions",
                    ("created", "modified"),
                ]
            },
        ),
    ]
    inlines = [SideInline, RowInline, PointInline]
    only_for = {"found_empty": "entities.add_claim"}
    also_stamped = ("status",)
    actions = [publish_selected, withdraw_selected]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Comparison]":
        latest = Edition.objects.filter(comparison=OuterRef("pk")).order_by("-number")[:1]
        found: QuerySet[Comparison] = (
            super()
            .get_queryset(request)
            .annotate(
                latest_number=Subquery(latest.values("number")),
                latest_coverage=Subquery(latest.values("document__coverage")),
            )
        )
        return found

    def get_readonly_fields(self, request: HttpRequest, obj: Comparison | None = None) -> list[str]:
        fields = list(super().get_readonly_fields(request, obj))
        return [*fields, "status"] if obj is not None and obj.has_page else fields

    # --- Publishing ----------------------------------------------------------------------------

    def publish_save(self, request: HttpRequest, obj: Comparison, change_note: str) -> None:
        if "_publish" in request.POST:
            refuse_unless(self.has_publish_permission(request), _ONLY_EDITORS.format("publish"))
            self.publish(request, obj, change_note)
        elif "_withdraw" in request.POST:
            refuse_unless(self.has_withdraw_permission(request), _ONLY_EDITORS.format("withdraw"))
            self.withdraw(request, obj)
        else:
            super().publish_save(request, obj, change_note)

    def publish(self, request: HttpRequest, comparison: Comparison, change_note: str) -> None:
        """Publish and remember the edition. Raises PublicationRefusedError."""
        if edition := publish(comparison=comparison, author=editor(request), change_note=change_note):
            save_of(request).editions.append(edition)
        else:
            self.message_user(request, f"“{comparison}” says the same as its latest edition: no new one was made.")

    def withdraw(self, request: HttpRequest, comparison: Comparison) -> None:
        """Withdraw the comparison from the indexes. Its page and its editions stay, with a notice."""
        comparison.status = Status.WITHDRAWN
        comparison.save(update_fields=["status", "modified"])
        self.message_user(
            request, f"“{comparison}” is withdrawn. Its page stays, with a notice, and so does every edition."
        )

    def response_post_save_add(self, request: HttpRequest, obj: Comparison) -> HttpResponseRedirect:
        return self._stay(request, obj) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Comparison) -> HttpResponseRedirect:
        return self._stay(request, obj) or super().response_post_save_change(request, obj)

    def _stay(self, request: HttpRequest, comparison: Comparison) -> HttpResponseRedirect | None:
        if {"_publish", "_withdraw"} & set(request.POST):
            return HttpResponseRedirect(edit_url(Comparison, comparison.pk))
        return None

    # --- What a page says about it -------------------------------------------------------------

    @admin.display(description="edition")
    def latest_edition(self, comparison: Any) -> str:
        return str(comparison.latest_number or "–")

    @admin.display(description="coverage, as published")
    def coverage(self, comparison: Any) -> str:
        return coverage_in_words(comparison.latest_coverage) if comparison.latest_coverage else "–"

    @admin.display(description="coverage, as it stands")
    def coverage_now(self, comparison: Comparison) -> str:
        return state_of(comparison).coverage if comparison.pk else "–"

    @admin.display(description="what stands in the way of publishing")
    def stands_in_the_way(self, comparison: Comparison) -> SafeString | str:
        return as_list(state_of(comparison).objections, if_none="Nothing.") if comparison.pk else "–"

    @admin.display(description="what readers find empty")
    def found_empty(self, comparison: Comparison) -> SafeString | str:
        return as_list(state_of(comparison).gaps, if_none="Nothing.") if comparison.pk else "–"

    @admin.display(description="editions")
    def editions(self, comparison: Comparison) -> SafeString | str:
        if comparison.pk is None:
            return "None yet."
        editions = comparison.editions.with_notes().defer("document").order_by("-number")[:20]
        return (
            format_html_join(
                "",
                '<div><a href="{}">Edition {}</a>, {}: {}</div>',
                ((edit_url(Edition, e.pk), e.number, f"{e.published_at:%Y-%m-%d}", e.note) for e in editions),
            )
            or "None yet."
        )

    @admin.display(description="former addresses")
    def former_addresses(self, comparison: Comparison) -> str:
        return former_addresses(comparison.former_slugs.all() if comparison.pk else [])


class EquivalenceCitationInline(EditorsTabular[EquivalenceCitation, Equivalence]):
    model = EquivalenceCitation
    verbose_name = "citation"
    autocomplete_fields = ["source"]
    fields = ["position", "source", "locator", "stance"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[EquivalenceCitation]":
        return super().get_queryset(request).select_related("source")


class EquivalenceForm(NotedForm[Equivalence]):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("from_unit", "to_unit"):
            try:
                cleaned[name] = normalise_unit(cleaned[name]) if cleaned.get(name) else ""
            except QuantityError as error:
                self.add_error(name, str(error))
        return cleaned


@admin.register(Equivalence)
class EquivalenceAdmin(TrackedAdmin[Equivalence]):
    history_of_parts = {EquivalenceCitation: "equivalence"}
    form = EquivalenceForm
    list_display = ["name", "from_unit", "to_unit", "factor", "low", "high", "status", written_by]
    list_filter = ["status", "drafting"]
    search_fields = ["name", "slug", "from_unit", "to_unit"]
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "slug"]}),
        (
            "One of the first counts as so many of the second",
            {"fields": [("from_unit", "to_unit"), ("factor", "low", "high"), "bound_kind"]},
        ),
        ("Who calculates like this, and who objects", {"fields": ["used_by", "objections"]}),
        ("State", {"fields": [("status", "drafting")]}),
    ]
    inlines = [EquivalenceCitationInline]


class QuestionClaimInline(EditorsTabular[QuestionClaim, Question]):
    model = QuestionClaim
    verbose_name = "answer"
    autocomplete_fields = ["claim"]
    fields = ["position", "claim"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[QuestionClaim]":
        return super().get_queryset(request).select_related("claim__entity", "claim__dimension")


@admin.register(Question)
class QuestionAdmin(TrackedAdmin[Question]):
    history_of_parts = {QuestionClaim: "question"}
    list_display = ["text", "position", "comparison", "status", written_by]
    list_filter = ["status", "drafting"]
    list_select_related = ["comparison"]
    search_fields = ["text", "slug"]
    ordering = ["position", "text"]
    autocomplete_fields = ["comparison"]
    prepopulated_fields = {"slug": ["text"]}
    fieldsets = [
        (None, {"fields": ["text", "slug", "remark", "comparison", "position"]}),
        ("State", {"fields": [("status", "drafting")]}),
    ]
    inlines = [QuestionClaimInline]
