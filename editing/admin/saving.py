"""One save of an editor: what was typed, every edition that follows from it, or every objection, in one transaction.

form ──> save ──> deferred constraints ──> comparisons that show it ──> gate ──> editions ──> notes ──> commit
             └────────────────────┴── a refusal rolls everything back, and the form comes back as it was typed,
                                      with the objections on top; so do notes that the editor has not read yet
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pghistory
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.html import format_html

from comparisons.models import Edition
from comparisons.showing import comparisons_showing
from core.edit_conflicts import ConflictCheckedAdmin
from core.edit_conflicts.conflicts import TO_CONFIRM
from core.publishing_status import Status
from core.recording import signed
from core.typed_admin import ModelForm
from editing.admin.autocomplete import KnowingItsChoices
from editing.admin.forms import EditorsForm, NotedForm
from editing.admin.guarding import GuardsWhatReadersSee
from editing.admin.long_lists import LongList
from editing.admin.refused_saves import shown_again
from editing.consequences import consequences_of
from editing.derived_figures import claims_behind, lost_figures, work_out_again
from editing.headline_texts import claims_of, objections_to_texts
from editing.republishing import bring_up_to_date, shown_in
from editing.rights import may_publish, readers_see
from editing.save_errors import (
    REFUSALS,
    ConfirmationNeededError,
    Objection,
    SaveRefusedError,
    edit_url,
    objections_of,
)
from entities.models import Claim

CONFIRMED = "confirmed"  # the hidden field that says which notes were read
BY_ENTER = "_enter"  # the button that the Enter key presses
_PUBLICATION = ("Publication", {"fields": ["change_note"]})


@dataclass
class Save:
    """What has happened so far in one request that saves something."""

    shown_before: set[int] = field(default_factory=set)  # comparisons that showed the thing before it was saved
    editions: list[Edition] = field(default_factory=list)
    form: ModelForm[Any] | None = None  # as it was typed and judged, with what stands below it
    formsets: tuple[Any, Any] = ((), ())  # the form sets, and the inlines that they belong to
    to_confirm: ConfirmationNeededError | None = None
    remarks: list[str] = field(default_factory=list)  # told once the save is through
    claims_before: set[int] = field(default_factory=set)  # whose figures the thing was, or belonged to
    worked_out: set[int] = field(default_factory=set)  # claims of which figures were worked out again
    lost: list[str] = field(default_factory=list)  # figures that rest on something no more


def save_of(request: HttpRequest) -> Save:
    """The save that this request is; it lives as long as the request does."""
    save: Save = request.__dict__.setdefault("editors_save", Save())
    return save


class EditorsAdmin[M: Model](KnowingItsChoices, GuardsWhatReadersSee[M], LongList[M], ConflictCheckedAdmin[M]):
    """The admin of anything that a document may show."""

    form = NotedForm
    save_on_top = False

    # --- One transaction -----------------------------------------------------------------------

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        if BY_ENTER in request.POST:
            sent = request.POST.copy()
            sent["_continue"] = "Save"
            request.POST = sent  # type: ignore[assignment]
        try:
            with signed(editor(request), url=request.path):
                return super().changeform_view(request, object_id, form_url, extra_context)
        except REFUSALS as refusal:
            return self._shown_again(request, refusal, object_id, form_url, extra_context)

    def _shown_again(
        self,
        request: HttpRequest,
        refusal: Exception,
        object_id: str | None,
        form_url: str,
        extra_context: dict[str, Any] | None,
    ) -> HttpResponse:
        save = save_of(request)
        if save.form is None:  # refused before there was a form, which nothing of ours does
            raise refusal
        if isinstance(refusal, ConfirmationNeededError):
            save.to_confirm = refusal
            errors = [ValidationError("Nothing is saved yet: see above the form.", code=TO_CONFIRM)]
        else:
            errors = [ValidationError(objection.as_html(), code="refused") for objection in objections_of(refusal)]
        return shown_again(
            self,
            request,
            (save.form, *save.formsets),
            errors,
            object_id=object_id,
            form_url=form_url,
            extra_context=extra_context,
        )

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        save_of(request).form = form
        return super().save_form(request, form, change)

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        save_of(request).formsets = super()._create_formsets(request, obj, change)  # type: ignore[misc]
        return save_of(request).formsets

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        thing = context.get("original")
        if self.has_change_permission(request, thing) if thing else self.has_add_permission(request):
            context |= {"saves_by_enter": BY_ENTER, **_notes_for_page(request)}
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: M, form: Any, change: bool) -> None:
        if note := form.cleaned_data.get("change_note"):
            pghistory.context(why=note)
        if change:
            save_of(request).shown_before = shown_in([obj])
            save_of(request).claims_before = claims_behind([obj])
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        connection.check_constraints()
        self.settle(form.instance, form)
        self.work_out_again(request, [form.instance], save_of(request).claims_before | claims_behind([form.instance]))
        self.refuse_misleading_texts(request, claims_of([form.instance]))
        self.refuse_what_readers_see(request, [form.instance])
        self.publish_save(request, form.instance, form.cleaned_data.get("change_note", ""))
        connection.check_constraints()
        self.ask(request, self.notes_on(request, form, formsets, change), saved=form.instance)

    def notes_on(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> list[str]:
        """What the editor is to read before this goes through, seen from a save that is done but not committed."""
        forms = (form, *(row for rows in formsets for row in rows.forms))
        return [note for each in forms if isinstance(each, EditorsForm) for note in each.notes()]

    def ask(self, request: HttpRequest, notes: Iterable[str], *, saved: M | None = None) -> None:
        """Raise ConfirmationNeededError unless the editor has read these notes, and what the new editions lose.

        What readers see, be it only the page of what was ``saved``, is never changed by the Enter key.
        """
        editions = save_of(request).editions
        found = [*notes, *save_of(request).lost, *consequences_of(editions)]
        by_enter = BY_ENTER in request.POST and (bool(editions) or (saved is not None and readers_see(saved)))
        if by_enter:
            names = ", ".join(f"“{edition.comparison}”" for edition in editions)
            what = f"publishes a new edition of {names}" if names else "changes what readers see"
            found.append(f"You pressed Enter in a field. Saving this {what}: press a button if that is what you mean.")
        needed = ConfirmationNeededError(Objection(note) for note in found)
        if by_enter or (found and request.POST.get(CONFIRMED) != needed.key):
            raise needed

    def work_out_again(self, request: HttpRequest, things: Sequence[M], claims: Iterable[int]) -> None:
        """Work out again the figures that follow from what was just saved, and have what shows them brought up to date.

        Raises SaveRefusedError where that changes what readers see and the account may not.
        """
        done = work_out_again(claims, things)
        if not done.claims:
            return
        others = Claim.objects.filter(pk__in=done.claims, status=Status.PUBLISHED)
        if not may_publish(request.user, Claim) and (claim := others.first()):
            raise SaveRefusedError(
                [Objection(f"A figure of {claim}, which readers see, follows from this: only an editor may change it.")]
            )
        save = save_of(request)
        save.lost += lost_figures(done)
        save.shown_before |= set(comparisons_showing(claims=done.claims).values_list("pk", flat=True))
        save.worked_out |= done.claims

    def refuse_misleading_texts(self, request: HttpRequest, claims: Iterable[int], *, taking: bool = False) -> None:
        """Raise SaveRefusedError where the text of one of these claims, or of one whose figure follows from what was
        saved, does not tell the figure that stands for it."""
        if objections := objections_to_texts({*claims, *save_of(request).worked_out}, taking=taking):
            raise SaveRefusedError(objections)

    def settle(self, obj: M, form: Any) -> None:
        """Bring other rows in line with what was just saved. Raises one of REFUSALS where they cannot follow."""

    def publish_save(self, request: HttpRequest, obj: M, change_note: str) -> None:
        """Make the editions that follow from what was just saved. Raises one of REFUSALS where none may be made.

        Without a ``change_note`` each edition says what changed in it.
        """
        self.republish(request, shown_in([obj]), change_note)

    def republish(self, request: HttpRequest, comparisons: Iterable[int], change_note: str) -> None:
        """Bring these comparisons, and those that showed the thing before, up to date.

        Who may not publish has saved what no reader sees: nothing follows from that.
        """
        if not self.has_publish_permission(request):
            return
        save = save_of(request)
        save.editions += bring_up_to_date(
            comparisons={*comparisons, *save.shown_before}, author=editor(request), change_note=change_note
        )

    # --- What was made is told -----------------------------------------------------------------

    def response_add(self, request: HttpRequest, obj: M, post_url_continue: str | None = None) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        self.tell_editions(request)
        return response

    def response_change(self, request: HttpRequest, obj: M) -> HttpResponse:
        response = super().response_change(request, obj)
        self.tell_editions(request)
        return response

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        response = super().response_delete(request, obj_display, obj_id)
        self.tell_editions(request)
        return response

    def tell_editions(self, request: HttpRequest) -> None:
        """One message for each edition that was made, and each remark."""
        for remark in save_of(request).remarks:
            self.message_user(request, remark, messages.WARNING)
        for edition in save_of(request).editions:
            link = format_html(
                '<a href="{}">{}: edition {}</a>',
                edition.comparison.get_absolute_url(),
                edition.comparison.title,
                edition.number,
            )
            self.message_user(request, link, messages.SUCCESS)

    def tell_objections(self, request: HttpRequest, refusal: Exception) -> None:
        for objection in objections_of(refusal):
            self.message_user(request, objection.as_html(), messages.ERROR)

    # --- Deleting, and acts on many ------------------------------------------------------------

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            with signed(editor(request), url=request.path):
                return super().delete_view(request, object_id, extra_context)
        except ConfirmationNeededError as needed:
            save_of(request).to_confirm = needed
            request.POST = QueryDict()  # the question is asked again, with what is to be read
            return super().delete_view(request, object_id, {**(extra_context or {}), **_notes_for_page(request)})
        except REFUSALS as refusal:
            self.tell_objections(request, refusal)
            return HttpResponseRedirect(edit_url(self.model, object_id))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        try:
            with transaction.atomic(), signed(editor(request), url=request.path):
                return super().changelist_view(request, extra_context)
        except REFUSALS as refusal:
            self.tell_objections(request, refusal)
            if isinstance(refusal, ConfirmationNeededError):
                message = "Nothing was done, because of what is said here. If it is meant, delete them one by one."
                self.message_user(request, message, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def delete_model(self, request: HttpRequest, obj: M) -> None:
        self._delete(request, [obj], lambda: super(EditorsAdmin, self).delete_model(request, obj))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[M]) -> None:
        self._delete(request, list(queryset), lambda: super(EditorsAdmin, self).delete_queryset(request, queryset))
        self.tell_editions(request)

    def _delete(self, request: HttpRequest, things: Sequence[M], delete: Any) -> None:
        self.refuse_what_readers_see(request, things, taking=True)
        shown, claims, own = shown_in(things), claims_behind(things), set(claims_of(things))
        delete()
        connection.check_constraints()
        self.work_out_again(request, (), claims)
        self.refuse_misleading_texts(request, own, taking=True)
        self.republish(request, shown, "")
        self.ask(request, [])

    # --- How a page looks ----------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: M | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        may_save = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return [*fieldsets, _PUBLICATION] if may_save else fieldsets

    def get_prepopulated_fields(self, request: HttpRequest, obj: M | None = None) -> dict[str, Sequence[str]]:
        # Only on adding: an address that has been public changes by hand or not at all.
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def view_on_site(self, obj: M) -> str | None:
        """The public page of a thing, once it has one."""
        address = getattr(obj, "get_absolute_url", None)
        if address is None or not getattr(obj, "has_page", True):
            return None
        return str(address())


def _notes_for_page(request: HttpRequest) -> dict[str, Any]:
    """What the templates need to show the notes, and to send back that they were read."""
    needed = save_of(request).to_confirm
    if needed is None:
        return {}
    return {
        "notes": [note.as_html() for note in needed.objections],
        "confirmed_field": CONFIRMED,
        "confirmed": needed.key,
    }


def editor(request: HttpRequest) -> User:
    """Who is saving. The admin lets nobody in who has no account."""
    if not isinstance(request.user, User):
        raise TypeError("Only an account can save in the admin.")
    return request.user
