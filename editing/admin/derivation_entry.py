"""Typing a figure that follows from others: a formula, and a line for each of its inputs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from citations.deriving import derived_figure, is_borrowing
from citations.figure_fields import figure_of, set_figure
from citations.headlines import standing_for
from citations.models import Citation, Derivation, DerivationInput, Source
from citations.recalculating import number_of
from editing.admin.forms import EditorsForm, NotedForm
from entities.models import Claim
from entities.quantities import ParsedFigure, QuantityError, normalise_unit, parse

_LINE = re.compile(r"(?P<name>[^=\s]+)\s*=\s*(?P<rest>\S.*)")
_NUMBER = re.compile(
    r"(?P<number>.+?)(?P<exact>\s+exactly)?\s*\[\s*(?P<source>[^\],\s]+)\s*(?:,\s*(?P<locator>[^\]]*?)\s*)?\]"
)
_CLAIM = re.compile(r"(?P<claim>[a-z0-9-]+)\s*(?::\s*(?P<figure>.+))?")
_WORKED_OUT = {"figure_text", "value", "low", "high", "unit", "bound_kind", "sense"}
_CANONICAL = {"canonical_value", "canonical_low", "canonical_high"}


class InputLineError(ValueError):
    """A line that names no input; the message is for the person who typed it."""


@dataclass(frozen=True)
class TypedInput:
    """A line of the inputs: what it says, and the figure that it stands for now."""

    row: DerivationInput
    figure: ParsedFigure


def read_inputs(text: str) -> list[TypedInput]:
    """The inputs that are typed a line each. Two queries a line. Raises InputLineError, naming the line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = [_read_line(line, place) for place, line in enumerate(lines, start=1)]
    names = [each.row.name for each in found]
    for name in names:
        if names.count(name) > 1:
            raise InputLineError(f"Two inputs are called “{name}”.")
    return found


def _read_line(line: str, place: int) -> TypedInput:
    read = _LINE.fullmatch(line)
    if read is None:
        raise InputLineError(f"Line {place} of the inputs, “{line}”: write a name, “=”, and what it stands for.")
    row = DerivationInput(name=read["name"], position=place)
    try:
        if number := _NUMBER.fullmatch(read["rest"]):
            return _number(row, **number.groupdict())
        if claim := _CLAIM.fullmatch(read["rest"]):
            return _of_claim(row, **claim.groupdict())
        raise InputLineError(
            "write the id of a claim (nvidia-h100-power), one of its figures (nvidia-h100-power: 700 W), "
            "or a number with its source (2803 kJ/mol [key-of-source, p. 5])."
        )
    except ValueError as error:  # a QuantityError is one
        raise InputLineError(f"Line {place} of the inputs, “{line}”: {error}") from error


def _number(row: DerivationInput, number: str, exact: str | None, source: str, locator: str | None) -> TypedInput:
    work = Source.objects.filter(key=source).first()
    if work is None:
        raise InputLineError(f"there is no source “{source}”.")
    figure = parse(number)
    row.figure_text, row.unit, row.source, row.locator = figure.text, figure.unit, work, locator or ""
    row.value, row.low, row.high = figure.value, figure.low, figure.high
    row.sense, row.exact = figure.sense, bool(exact)
    row.bound_kind = figure.bound_kind if figure.has_bounds and figure.bound_kind else ""
    return TypedInput(row, number_of(row))


def _of_claim(row: DerivationInput, claim: str, figure: str | None) -> TypedInput:
    row.claim = Claim.objects.filter(public_id=claim).first()
    if row.claim is None:
        raise InputLineError(f"there is no claim “{claim}”.")
    cited = list(Citation.objects.filter(claim=row.claim).order_by("position", "pk"))
    row.particular = bool(figure)
    row.figure = next((each for each in cited if each.figure_text == figure), None) if figure else standing_for(cited)
    if row.figure is None:
        have = "; ".join(f"“{each.figure_text}”" for each in cited if each.figure_text) or "none"
        what = f"has no figure “{figure}”" if figure else "has no figure that stands for it: name one"
        raise InputLineError(f"“{claim}” {what}. Its figures: {have}.")
    given = figure_of(row.figure)
    if given is None:
        raise InputLineError(f"“{claim}” gives no figure.")
    return TypedInput(row, given)


def claims_typed(text: str) -> list[str]:
    """The ids of the claims that the lines name, as far as they can be read."""
    read = (_LINE.fullmatch(line.strip()) for line in text.splitlines())
    claims = (_CLAIM.fullmatch(line["rest"]) for line in read if line)
    return [claim["claim"] for claim in claims if claim]


def inputs_as_typed(derivation: Derivation) -> str:
    """The lines that say these inputs."""
    return "\n".join(_lines(derivation))


def _lines(derivation: Derivation) -> Iterator[str]:
    for each in derivation.inputs.select_related("claim", "figure", "source").order_by("position", "pk"):
        if each.claim is not None:
            figure = f": {each.figure.figure_text}" if each.particular and each.figure else ""
            yield f"{each.name} = {each.claim.public_id}{figure}"
        elif each.source is not None:
            place = f", {each.locator}" if each.locator else ""
            exactly = " exactly" if each.exact else ""
            yield f"{each.name} = {each.figure_text}{exactly} [{each.source.key}{place}]"


class ResultWidget(forms.Widget):
    """The formula with its numbers in place, as it was worked out last."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return format_html('<output class="figure-reading">{}</output>', value or "–")


class DerivedFigureForm(EditorsForm[Citation]):
    """A figure that follows from others. What comes out is never typed."""

    formula = forms.CharField(
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Names, numbers, + - * / ** and brackets: power / throughput. One name alone borrows its figure.",
    )
    inputs = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="A line each: power = nvidia-h100-power, for the figure that stands for that claim; "
        "power = nvidia-h100-power: 700 W, for one of its figures; heat = 2803 kJ/mol [key-of-source, p. 5], "
        "for a number.",
    )
    wanted_unit = forms.CharField(
        label="in the unit",
        required=False,
        max_length=60,
        help_text="Of the result, such as pJ / FLOP. Empty: that of the dimension, or of the figure borrowed.",
    )
    digits = forms.IntegerField(
        label="at most so many digits",
        required=False,
        min_value=1,
        max_value=15,
        help_text="Fewer than the inputs have, where what is assumed supports fewer.",
    )
    assumes = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text="What the formula takes for granted. Public. Markdown.",
    )
    result = forms.CharField(label="worked out", required=False, widget=ResultWidget)

    class Meta:
        model = Citation
        exclude = ("source", "locator", "source_check", "source_checked_on", "source_check_seen", *_WORKED_OUT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._typed: list[TypedInput] = []
        if self.instance.pk is None or "formula" not in self.fields:
            return
        derivation = self.instance.derivation
        for name in ("formula", "wanted_unit", "digits", "assumes"):
            self.initial.setdefault(name, getattr(derivation, name))
        self.initial.setdefault("inputs", inputs_as_typed(derivation))
        self.initial["result"] = derivation.sentence or derivation.unfounded

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self._errors or "formula" not in self.fields:
            return cleaned
        try:
            self._typed = read_inputs(cleaned["inputs"])
            figures = {each.row.name: each.figure for each in self._typed}
            if cleaned["wanted_unit"]:
                cleaned["wanted_unit"] = normalise_unit(cleaned["wanted_unit"])
        except InputLineError as error:
            self.add_error("inputs", str(error))
            return cleaned
        except QuantityError as error:
            self.add_error("wanted_unit", str(error))
            return cleaned
        self._work_out(cleaned, figures)
        return cleaned

    def _work_out(self, cleaned: dict[str, Any], figures: dict[str, ParsedFigure]) -> None:
        dimension = self.instance.claim.dimension if self.instance.claim_id or self.instance.claim else None
        unit = cleaned["wanted_unit"] or (dimension.unit if dimension else "")
        try:
            found = derived_figure(
                cleaned["formula"],
                figures,
                unit=unit,
                digits=cleaned["digits"],
                exact={each.row.name for each in self._typed if each.row.exact},
                identities={each.row.name: f"figure {each.row.figure.pk}" for each in self._typed if each.row.figure},
            )
            set_figure(self.instance, found.figure)
        except QuantityError as error:
            self.add_error("formula", str(error))
            return
        if is_borrowing(cleaned["formula"], figures) and (origin := self._typed[0].row.figure) is not None:
            for name in ("scope", "conditions", "sample_size", "method", "year", "boundary", "workload", "figure_kind"):
                cleaned[name] = getattr(origin, name)
                setattr(self.instance, name, cleaned[name])

    def _get_validation_exclusions(self) -> set[str]:
        if {"formula", "inputs", "wanted_unit"} & set(self.errors):
            return super()._get_validation_exclusions() | {"figure_text"}  # nothing was worked out
        # Worked out rather than typed, but judged by the constraints all the same.
        return super()._get_validation_exclusions() - _WORKED_OUT - _CANONICAL - {"source"}

    def save(self, commit: bool = True) -> Citation:
        citation: Citation = super().save(commit)
        if commit:
            self.save_derivation()
        return citation

    def save_derivation(self) -> None:
        """Store how the figure follows, once its citation is stored."""
        if self._typed:
            write_derivation(self.instance, self.cleaned_data, self._typed)


class NotedDerivedFigureForm(DerivedFigureForm, NotedForm[Citation]):
    """The form of such a figure on a page of its own."""


def write_derivation(citation: Citation, said: dict[str, Any], typed: list[TypedInput]) -> Derivation:
    """Store how the figure follows from others. `recalculate()` has the last word on what comes out."""
    values = {name: said[name] for name in ("formula", "wanted_unit", "digits", "assumes")}
    derivation, _ = Derivation.objects.update_or_create(citation=citation, defaults=values)
    derivation.inputs.all().delete()
    rows = [each.row for each in typed]
    for row in rows:
        row.derivation = derivation
    DerivationInput.objects.bulk_create(rows)
    return derivation
