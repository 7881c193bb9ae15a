"""What all forms have in common that strangers fill in."""

from typing import Any

from django import forms
from django.http import QueryDict

from inquiries.stamps import Stamp, StampError, new_stamp, read_stamp

LONGEST_TEXT = 10_000


class OpenForm(forms.Form):
    """A form open to everybody: with a signed stamp, and a trap that only programs fall into."""

    required_css_class = "is-required"

    stamp = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(
        label="Leave this field empty",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    read: Stamp
    # The head of what is said above a form that comes back.
    headline = "Nothing was sent yet"

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"stamp": new_stamp(), **(initial or {})}, label_suffix="")
        for name, field in self.fields.items():
            if isinstance(field, forms.CharField) and field.max_length:
                field.error_messages["max_length"] = (
                    "This is too long: %(show_value)d characters, and %(limit_value)d are possible."
                )
            if field.required and name not in ("stamp", "website"):
                field.widget.is_required = True

    def clean_stamp(self) -> str:
        text: str = self.cleaned_data["stamp"]
        try:
            self.read = read_stamp(text)
        except StampError:
            # A new stamp goes out with the page that shows this, so that sending again is all it takes.
            self.show_instead(stamp=new_stamp())
            raise forms.ValidationError(
                "This form was open for more than a week, or did not come from this site. "
                "Nothing you typed is lost: please send it again."
            ) from None
        return text

    def show_instead(self, **values: str) -> None:
        """Have the page show these values in place of what was posted."""
        shown = QueryDict(mutable=True)
        shown.update(self.data)
        for name, value in values.items():
            shown[name] = value
        self.data = shown

    @property
    def trap(self) -> str:
        return str(self.cleaned_data.get("website") or "")
