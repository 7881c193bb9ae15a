"""Typing a figure as the source prints it: it is read, shown back, and stored only once the editor has seen it."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from citations.figure_fields import clear_figure, figure_of, set_figure
from citations.models import Citation
from editing.admin.forms import EditorsForm, NotedForm
from editing.figure_slips import slip
from entities.models import Claim
from entities.quantities import BoundKind, ParsedFigure, QuantityError, parse, plain_interval, pretty_interval

# Columns that are worked out from the text rather than typed.
_READ = {"value", "low", "high", "sense", "canonical_value", "canonical_low", "canonical_high"}
READ_FIGURE = "read-figure"  # the name of the address that reads a figure while it is being typed


class ReadingWidget(forms.Widget):
    """The figure as it was read: to be looked at, and sent back as proof that it was."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return format_html(
            '<input type="hidden" name="{}" value="{}"><output class="figure-reading" aria-live="polite">{}</output>',
            name,
            value or "",
            value or "–",
        )


class ReadingField(forms.CharField):
    def __init__(self) -> None:
        super().__init__(
            label="read as",
            required=False,
            widget=ReadingWidget,
            help_text="What the site understood: for people, and in plain digits.",
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class FigureForm(EditorsForm[Citation]):
    """A citation, of whose figure only the printed text is typed.

    A text that changed is saved only if the reading that the page showed for it comes back with it. While the editor
    types, `reading-figures.js` shows it at once; without JavaScript the first save shows it and the second one saves.
    """

    figure_read = ReadingField()
    _figure_before: ParsedFigure | None = None  # as it was stored when the form was made

    class Media:
        js = ["editing/reading-figures.js"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "figure_text" not in self.fields:  # somebody who may look but not touch
            return
        self.fields["figure_text"].widget.attrs["data-reads-figure"] = reverse(f"admin:{READ_FIGURE}")
        self.fields["figure_text"].help_text = (
            "As the source prints it, with its unit and spread: 86.1 ± 8.1 billion neurons, 10^13–10^17 FLOP/s, ~20 W. "
            "Leave it empty if the source gives none."
        )
        self.fields["unit"].help_text = "Only if the printed text names none, as in the cell of a table."
        self._figure_before = figure_of(self.instance)
        if self._figure_before:
            self.initial["figure_read"] = reading_of(self._figure_before)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "source" in self.fields and not cleaned.get("source") and "source" not in self.errors:
            self.add_error("source", "Choose the source that gives this.")
        if {"figure_text", "unit", "bound_kind", "claim"} & set(self.changed_data):
            self._settle_figure(cleaned)
        return cleaned

    def notes(self) -> list[str]:
        before, after = self._figure_before, figure_of(self.instance)
        if not (before and after and {"figure_text", "unit"} & set(self.changed_data)):
            return []
        said = slip(before, after, claim=self.instance.claim)
        return [said] if said else []

    def _get_validation_exclusions(self) -> set[str]:
        # Read from the text rather than typed, but judged by the constraints all the same.
        return super()._get_validation_exclusions() - _READ

    def _settle_figure(self, cleaned: dict[str, Any]) -> None:
        text = cleaned.get("figure_text", "")
        claim = cleaned.get("claim")
        if isinstance(claim, Claim):
            self.instance.claim = claim
        elif self.instance.claim_id is None:
            return  # the claim's own error says what is missing
        try:
            if not text:
                clear_figure(self.instance)
            else:
                figure = parse(text, unit_if_missing=cleaned.get("unit") or None)
                set_figure(self.instance, replace(figure, bound_kind=self._kind_of_bounds(figure, cleaned)))
                self._show(reading_of(figure))
        except QuantityError as error:
            self.add_error("figure_text", str(error))
        else:
            cleaned["unit"], cleaned["bound_kind"] = self.instance.unit, self.instance.bound_kind

    def _show(self, reading: str) -> None:
        """Put the reading on the page; a new one must be seen before it is stored."""
        if self.cleaned_data.get("figure_read") == reading:
            return
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data[self.add_prefix("figure_read")] = reading  # type: ignore[index]
        if "figure_text" in self.changed_data or "unit" in self.changed_data:
            self.add_error("figure_text", f"Read as {reading}. If that is what the source says, save once more.")

    def _kind_of_bounds(self, figure: ParsedFigure, cleaned: dict[str, Any]) -> BoundKind | None:
        chosen = cleaned.get("bound_kind") or ""
        if not figure.has_bounds:
            if chosen:
                self.add_error("bound_kind", "This figure has no bounds: leave this empty.")
            return None
        stated = figure.bound_kind if figure.bound_kind is not BoundKind.NOT_STATED else None
        if stated and chosen not in {"", stated.value}:
            self.add_error("bound_kind", f"The printed text says {stated.label}.")
        if not stated and not chosen:
            self.add_error(
                "bound_kind", "The text does not say what its bounds are. Choose; “not stated” is an answer too."
            )
        return stated or (BoundKind(chosen) if chosen else BoundKind.NOT_STATED)


class NotedFigureForm(FigureForm, NotedForm[Citation]):
    """The form of a citation on a page of its own."""


def reading_of(figure: ParsedFigure) -> str:
    """What the site understood, for people and in digits that leave no doubt."""
    pretty, plain = pretty_interval(figure), plain_interval(figure)
    return pretty if pretty == plain else f"{pretty} = {plain}"


def read_figure(request: HttpRequest) -> JsonResponse:
    """Read ``text`` (and ``unit``, if it names none): ``reading``, or ``message`` saying what was not understood."""
    if not any(request.user.has_perm(f"citations.{act}_citation") for act in ("add", "change")):
        raise PermissionDenied
    text = request.GET.get("text", "")
    try:
        reading = reading_of(parse(text, unit_if_missing=request.GET.get("unit") or None)) if text.strip() else ""
    except QuantityError as error:
        return JsonResponse({"reading": "", "message": str(error)})
    return JsonResponse({"reading": reading, "message": ""})
