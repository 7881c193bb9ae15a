"""The form of /contact."""

from typing import Any

from django import forms

from inquiries.cleaning import LineField, TextField
from inquiries.forms.opening import LONGEST_TEXT, OpenForm
from inquiries.models import InquiryKind


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
        help_text="For the confirmation and the answer, and for nothing else.",
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
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off"}),
        help_text=f"Up to {LONGEST_TEXT:,} characters.",
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
