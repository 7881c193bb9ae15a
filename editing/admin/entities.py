"""The admin of entities, dimensions and claims."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from citations.headlines import text_of
from citations.models import Citation
from citations.recalculating import lock_what_depends
from core.counting import CountUpTo
from core.publishing_status import Status
from core.templatetags.words import so_many
from core.text_filter import array_text
from editing.admin.citations import CitationInline, CitationsFormSet, DerivedFigureInline
from editing.admin.derivation_entry import claims_typed
from editing.admin.forms import NotedForm
from editing.admin.history import TrackedAdmin
from editing.admin.inlines import ReadOnlyTabular
from editing.admin.links import former_addresses, shown_on, written_by
from editing.admin.saving import save_of
from editing.canonical_values import refigure
from editing.claim_ids import free_public_id
from editing.figure_slips import unlike_its_text
from editing.gaps import unseen_in
from entities.models import Boundary, Claim, Dimension, DimensionGroup, Entity, EntityRelation
from entities.quantities import QuantityError, normalise_unit, unknown_marker
from loading.claim_findings import findings_on

_STAMPS: Any = ("Record", {"classes": ["collapse"], "fields": [("created", "modified")]})


class ClaimsOfEntity(ReadOnlyTabular[Claim, Entity]):
    model = Claim
    fields = ["kind", "dimension", "text", "missing", "status"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Claim]":
        return (
            super().get_queryset(request).select_related("dimension").order_by("kind", "dimension__name", "public_id")
        )


@admin.register(Entity)
class EntityAdmin(TrackedAdmin[Entity]):
    history_of_parts = {EntityRelation: "from_entity"}
    list_display = ["name", "realm", "kind", "status", written_by, "claim_count", "modified"]
    list_filter = ["status", "drafting", "realm", "kind"]
    search_fields = ["name", "slug", "definition", "other_names"]
    search_help_text = "Name, address, other names or definition."
    ordering = ["name"]
    sortable_by = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["part_of", "related"]
    readonly_fields = ["add_a_claim", "shown_on", "former_addresses", "created", "modified"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "former_addresses", ("realm", "kind"), "aliases", "definition"]}),
        ("Relations", {"fields": ["part_of", "related", "wikidata"]}),
        ("State", {"fields": [("status", "drafting"), "shown_on", "add_a_claim"]}),
        _STAMPS,
    ]
    inlines = [ClaimsOfEntity]
    only_for = {"add_a_claim": "entities.add_claim"}

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Entity]":
        counted: QuerySet[Entity] = super().get_queryset(request).alias(other_names=array_text("aliases"))
        return counted.annotate(claim_count=CountUpTo(Claim.objects.filter(entity=OuterRef("pk"))))

    @admin.display(description="claims")
    def claim_count(self, entity: Any) -> str:
        return so_many(entity.claim_count)

    @admin.display(description="claims")
    def add_a_claim(self, entity: Entity) -> str:
        if entity.pk is None:
            return "Save the entity first; then claims can be added to it."
        return format_html(
            '<a class="addlink" href="{}?entity={}">Add a claim about {}</a> <a href="{}?entity__id__exact={}">All</a>',
            reverse("admin:entities_claim_add"),
            entity.pk,
            entity.name,
            reverse("admin:entities_claim_changelist"),
            entity.pk,
        )

    @admin.display(description="shown in")
    def shown_on(self, entity: Entity) -> str:
        return shown_on(entity)

    @admin.display(description="former addresses")
    def former_addresses(self, entity: Entity) -> str:
        return former_addresses(entity.former_slugs.all() if entity.pk else [])


class DimensionForm(NotedForm[Dimension]):
    def clean_unit(self) -> str:
        unit: str = self.cleaned_data["unit"]
        try:
            return normalise_unit(unit) if unit else ""
        except QuantityError as error:
            self.add_error("unit", str(error))
            return unit


@admin.register(Dimension)
class DimensionAdmin(TrackedAdmin[Dimension]):
    form = DimensionForm
    list_display = ["name", "group", "value_kind", "unit", "scale", "status", "claim_count"]
    list_filter = ["status", "value_kind", "scale", "unlike_units", "asks_boundary", "group"]
    list_select_related = ["group"]
    search_fields = ["name", "slug", "definition", "unit"]
    search_help_text = "Name, address, definition or unit."
    ordering = ["group__position", "name"]
    sortable_by = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["shown_on", "former_addresses"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "former_addresses", "group", "definition", "not_to_be_confused_with"]}),
        (
            "What is measured",
            {
                "description": "A change of the unit works out anew where every figure stands on the axis; a figure "
                "that does not fit refuses it.",
                "fields": [
                    "value_kind",
                    ("unit", "scale"),
                    ("unlike_units", "asks_boundary"),
                    "review_interval_months",
                ],
            },
        ),
        ("State", {"fields": ["status", "shown_on"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Dimension]":
        counted: QuerySet[Dimension] = super().get_queryset(request)
        return counted.annotate(claim_count=CountUpTo(Claim.objects.filter(dimension=OuterRef("pk"))))

    def settle(self, obj: Dimension, form: Any) -> None:
        if {"unit", "value_kind", "unlike_units"} & set(form.changed_data):
            refigure(Citation.objects.filter(claim__dimension=obj))

    @admin.display(description="claims")
    def claim_count(self, dimension: Any) -> str:
        return so_many(dimension.claim_count)

    @admin.display(description="shown in")
    def shown_on(self, dimension: Dimension) -> str:
        return shown_on(dimension)

    @admin.display(description="former addresses")
    def former_addresses(self, dimension: Dimension) -> str:
        return former_addresses(dimension.former_slugs.all() if dimension.pk else [])


class DimensionsOfGroup(ReadOnlyTabular[Dimension, DimensionGroup]):
    model = Dimension
    fields = ["name", "value_kind", "unit", "status"]
    show_change_link = True


@admin.register(DimensionGroup)
class DimensionGroupAdmin(TrackedAdmin[DimensionGroup]):
    list_display = ["name", "position", "slug"]
    search_fields = ["name", "slug"]
    ordering = ["position", "name"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [(None, {"fields": ["name", "slug", "position"]})]
    inlines = [DimensionsOfGroup]


@admin.register(Boundary)
class BoundaryAdmin(TrackedAdmin[Boundary]):
    list_display = ["name", "realm", "position", "definition"]
    list_filter = ["realm"]
    search_fields = ["name", "slug", "definition"]
    ordering = ["realm", "position", "name"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["shown_on"]
    fieldsets = [(None, {"fields": ["name", "slug", ("realm", "position"), "definition", "shown_on"]})]

    @admin.display(description="shown in")
    def shown_on(self, boundary: Boundary) -> str:
        return shown_on(boundary)


class ClaimForm(NotedForm[Claim]):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "public_id" in self.fields:
            self.fields["public_id"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "public_id" in self.fields and not cleaned.get("public_id") and cleaned.get("entity"):
            cleaned["public_id"] = free_public_id(
                entity=cleaned["entity"],
                kind=cleaned.get("kind", ""),
                dimension=cleaned.get("dimension"),
                text=cleaned.get("text", ""),
            )
        if unknown := unknown_marker(cleaned.get("text") or ""):
            self.add_error("text", unknown)
        return cleaned


@admin.register(Claim)
class ClaimAdmin(TrackedAdmin[Claim]):
    history_of_parts = {Citation: "claim"}
    form = ClaimForm
    list_display = ["public_id", "entity", "kind", "dimension", "in_short", "status", written_by, "citation_count"]
    list_filter = ["status", "kind", "drafting", "missing", "dimension__value_kind"]
    list_select_related = ["entity", "dimension"]
    search_fields = ["public_id", "text"]
    search_help_text = "Text or id, which has the names of entity and dimension in it."
    ordering = ["public_id"]
    sortable_by = ["public_id"]
    autocomplete_fields = ["entity", "dimension"]
    readonly_fields = ["as_readers_see_it", "shown_on", "created", "modified"]
    fieldsets = [
        (None, {"fields": [("entity", "kind"), "dimension", "public_id"]}),
        (
            "What it says",
            {
                "description": "An attribute says what an entity is like on a dimension, or why there is no value. "
                "A strength, weakness or finding stands on no dimension.",
                "fields": ["text", "as_readers_see_it", "short_answer", "missing", "note", "as_of"],
            },
        ),
        ("State", {"fields": [("status", "drafting"), "shown_on"]}),
        (
            "Content linter",
            {
                "classes": ["collapse"],
                "description": "What it finds is told after a save. Mend it, or say here why it stands.",
                "fields": ["lint_answers"],
            },
        ),
        _STAMPS,
    ]
    inlines = [CitationInline, DerivedFigureInline]

    def _locked(self, request: HttpRequest, object_id: str) -> Claim | None:
        if request.method == "POST" and object_id.isdecimal():
            # What goes into its figures is locked with what depends on them, in the one order that all savers have.
            texts = [value for name, value in request.POST.items() if name.endswith("-inputs")]
            typed = [claim for text in texts for claim in claims_typed(str(text))]
            inputs = Claim.objects.filter(public_id__in=typed).values_list("pk", flat=True) if typed else ()
            lock_what_depends([int(object_id)], inputs)
        return super()._locked(request, object_id)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        # The database allows one preferred figure at every moment: the old one steps down in whichever set it is.
        for formset in formsets:
            if isinstance(formset, CitationsFormSet):
                formset.step_down()
        super().save_related(request, form, formsets, change)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Claim]":
        counted: QuerySet[Claim] = super().get_queryset(request)
        return counted.annotate(citation_count=CountUpTo(Citation.objects.filter(claim=OuterRef("pk"))))

    def get_readonly_fields(self, request: HttpRequest, obj: Claim | None = None) -> list[str]:
        fields = list(super().get_readonly_fields(request, obj))
        return [*fields, "public_id"] if obj else fields

    def settle(self, obj: Claim, form: Any) -> None:
        if "dimension" in form.changed_data:
            refigure(Citation.objects.filter(claim=obj))

    def notes_on(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> list[str]:
        claim, changed = form.instance, set(form.changed_data)
        notes = super().notes_on(request, form, formsets, change)
        was_public = change and form.initial.get("status") == Status.PUBLISHED  # then the editions tell what they lose
        if not change or ({"status", "entity", "dimension", "kind"} & changed and not was_public):
            notes += unseen_in(claim)
        elif not was_public:
            save_of(request).remarks += unseen_in(claim)
        below = set[str]().union(*(row.changed_data for rows in formsets for row in rows.forms))
        figures = {"figure_text", "unit", "rank", "stance", "formula", "inputs", "wanted_unit", "DELETE"}
        if ("text" in changed or figures & below) and claim.status != Status.PUBLISHED:
            notes += filter(None, [unlike_its_text(claim)])
        save_of(request).remarks += findings_on(claim)
        return notes

    @admin.display(description="as readers see it")
    def as_readers_see_it(self, claim: Claim) -> str:
        return (text_of(claim) if claim.pk else "") or "–"

    @admin.display(description="citations")
    def citation_count(self, claim: Any) -> str:
        return so_many(claim.citation_count)

    @admin.display(description="text")
    def in_short(self, claim: Claim) -> str:
        return Truncator(claim.text).chars(80) or f"({claim.get_missing_display()})"

    @admin.display(description="shown in")
    def shown_on(self, claim: Claim) -> str:
        return shown_on(claim)
