"""The forms that strangers fill in."""

from typing import Any

from django import forms
from django.http import QueryDict

from inquiries.cleaning import LineField, TextField
from inquiries.models import InquiryKind
from inquiries.stamps import Stamp, StampError, new_stamp, read_stamp

_LONGEST_TEXT = 10_000


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
            fresh = QueryDict(mutable=True)
            fresh.update(self.data)
            fresh["stamp"] = new_stamp()
            self.data = fresh
            raise forms.ValidationError(
                "This form was open for more than a week, or did not come from this site. "
                "Nothing you typed is lost: please send it again."
            ) from None
        return text

    @property
    def trap(self) -> str:
        return str(self.cleaned_data.get("website") or "")


class ContactForm(OpenForm):
    """A message to the owner of the domain."""

    kind = forms.ChoiceField(
        label="What is it about?",
        choices=InquiryKind,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what your message is about."},
    )
    name = LineField(
        label="Your name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Write your name."},
    )
    email = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        help_text="The answer goes there, and nothing else.",
        error_messages={
            "required": "Write the e-mail address that the answer should go to.",
            "invalid": "Write an e-mail address such as name@example.org.",
        },
    )
    organisation = LineField(
        max_length=160, required=False, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    subject = LineField(
        label="Subject of interest",
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    offer = LineField(
        label="Budget or offer",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="If it is about acquiring the domain. With the currency, please.",
    )
    message = TextField(
        label="Your message",
        max_length=_LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off"}),
        help_text=f"Up to {_LONGEST_TEXT:,} characters.",
        error_messages={"required": "Write your message."},
    )
    wants_copy = forms.BooleanField(label="Send me a copy by e-mail", required=False)
    consent = forms.BooleanField(
        label="I agree that this message is stored so that it can be answered",
        error_messages={"required": "A message can only be stored, and answered, if you agree to that."},
    )

    def facts(self) -> dict[str, Any]:
        """What the inquiry is made of, by the names of its fields."""
        names = ("kind", "name", "email", "organisation", "subject", "offer", "message", "wants_copy")
        return {name: self.cleaned_data[name] for name in names}
