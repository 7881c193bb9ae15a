"""The value of a form's field as a browser sends it, so that what was loaded, stored and typed can be compared."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME
from django.http import QueryDict

type Sent = list[str]


def compared_fields(form: BaseForm) -> Iterator[str]:
    """The names of the fields that an editor fills in; not the keys and marks that hold a form set together."""
    for name, field in form.fields.items():
        is_key = isinstance(field, forms.models.InlineForeignKeyField) or (
            isinstance(form, forms.ModelForm) and name == form.instance._meta.pk.name
        )
        if not is_key and not field.disabled and name not in (DELETION_FIELD_NAME, ORDERING_FIELD_NAME):
            yield name


def loaded(form: BaseForm, name: str) -> Sent:
    """What a browser sends for this field of a form that nobody has typed into."""
    field = form.fields[name]
    return _as_sent(field, field.widget, form.get_initial_for_field(field, name))


def received(form: BaseForm, name: str, data: QueryDict) -> Sent:
    """What a browser did send for this field; the data has bare names, without the prefix of a set of forms."""
    field = form.fields[name]
    return _as_sent(field, field.widget, field.widget.value_from_datadict(data, {}, name))


def put(data: QueryDict, form: BaseForm, name: str, sent: Sent) -> None:
    """Write the value into the data as if it had been sent."""
    widget = _bare(form.fields[name].widget)
    if isinstance(widget, forms.MultiWidget):
        for suffix, part in zip(widget.widgets_names, sent, strict=True):  # type: ignore[attr-defined]
            data[name + suffix] = part
    elif sent:
        data.setlist(name, sent)
    else:
        data.pop(name, None)


def in_words(form: BaseForm, name: str, sent: Sent) -> str:
    """The value for people: the label of a choice, the name of a chosen thing."""
    field = form.fields[name]
    if isinstance(field, forms.BooleanField):
        return "yes" if sent else "no"
    return ", ".join(filter(None, (_word(field, text) for text in sent)))


def _as_sent(field: forms.Field, widget: forms.Widget, value: Any) -> Sent:
    widget = _bare(widget)
    if isinstance(widget, forms.MultiWidget):
        parts = value if isinstance(value, list | tuple) else (widget.decompress(value) or ())
        return [text for part, of in zip(widget.widgets, parts, strict=True) for text in _as_sent(field, part, of)]
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    prepared = field.prepare_value(value)
    if getattr(widget, "allow_multiple_selected", False):
        return sorted(str(each) for each in prepared or ())
    shown = widget.format_value(prepared)
    return [_plain(text) for text in (shown if isinstance(shown, list | tuple) else [shown])]


def _plain(text: object) -> str:
    """Browsers end lines in their own way and drop an opening one; fields strip what stands around."""
    return "" if text is None else str(text).replace("\r\n", "\n").strip()


def _bare(widget: forms.Widget) -> forms.Widget:
    return widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget


def _word(field: forms.Field, text: str) -> str:
    if isinstance(field, forms.ModelChoiceField):  # or of many
        try:
            return str(forms.ModelChoiceField.to_python(field, text) or "")
        except ValidationError:
            return text
    if isinstance(field, forms.ChoiceField):
        return next((str(label) for value, label in _flat(field.choices) if str(value) == text and text), text)
    return text


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield value, label
