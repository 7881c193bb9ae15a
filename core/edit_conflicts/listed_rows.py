"""Acts on what is selected in a list: done only to things that are still as the list showed them."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.edit_conflicts.last_saves import last_save
from core.edit_conflicts.stamps import row_stamp
from core.typed_admin import ModelAdmin

_ROW_FIELD = "row_stamp-"  # the names of the hidden fields of a list begin so, and end with the key


class StampedListAdmin[M: Model](ModelAdmin[M]):
    """Every row that can be selected carries its stamp.

    What is selected “across all pages” was not seen, and comes without one: it is not held up.
    """

    delete_selected_confirmation_template = "admin/delete_selected_stamped.html"

    def action_checkbox(self, obj: M) -> SafeString:
        box = super().action_checkbox(obj)
        return format_html('{}<input type="hidden" name="{}{}" value="{}">', box, _ROW_FIELD, obj.pk, row_stamp(obj))

    def response_action(
        self, request: HttpRequest, queryset: "QuerySet[M]", *args: Any, **kwargs: Any
    ) -> HttpResponse | None:
        stamps = {
            name.removeprefix(_ROW_FIELD): str(value)
            for name, value in request.POST.items()
            if name.startswith(_ROW_FIELD)
        }
        chosen = {key: stamps[key] for key in request.POST.getlist(ACTION_CHECKBOX_NAME) if key in stamps}
        with transaction.atomic():
            if self._tell_what_changed(request, chosen):
                return HttpResponseRedirect(request.get_full_path())
            response = super().response_action(request, queryset, *args, **kwargs)
        if isinstance(response, TemplateResponse) and response.context_data is not None:
            # The page that asks once more sends them again.
            response.context_data["row_stamps"] = [(f"{_ROW_FIELD}{key}", stamp) for key, stamp in chosen.items()]
        return response

    def _tell_what_changed(self, request: HttpRequest, chosen: dict[str, str]) -> bool:
        """Lock what was chosen, and tell of each thing that is not what the list showed; whether there was any."""
        try:
            keys = [self.opts.pk.to_python(key) for key in chosen]
        except ValidationError:
            return False
        list(self.model._base_manager.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
        now = {str(thing.pk): thing for thing in self.get_queryset(request).filter(pk__in=keys)}
        changed = [key for key, stamp in chosen.items() if key not in now or row_stamp(now[key]) != stamp]
        for key in changed:
            last = last_save([(self.model, key)], reader=request.user.pk)
            name = f"“{now[key]}”" if key in now else "One of them"
            act = "changed" if key in now else "deleted"
            when = f" on {last.at:%-d %B %Y, %H:%M} UTC" if last.at else ""
            self.message_user(
                request,
                f"Nothing was done. {name} was {act} since this list was opened; the last save was by "
                f"{last.who}{when}. Look at it and choose again.",
                messages.ERROR,
            )
        return bool(changed)
