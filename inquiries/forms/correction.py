"""The form of /corrections/new: it knows already what the report is about, if a link said so."""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve

from citations.headlines import text_of
from core.slugs import SLUG_PATTERN
from entities.models import Claim
from inquiries.cleaning import LineField, TextField
from inquiries.forms.opening import LONGEST_TEXT, OpenForm

_EDITION = re.compile(r"[0-9]{1,6}|/comparisons/[a-z0-9/-]+")


def published_claim(public_id: str) -> Claim | None:
    if not _is_slug(public_id):
        return None
    return Claim.objects.published().select_related("entity", "dimension").filter(public_id=public_id).first()


def _is_slug(text: str) -> bool:
    return re.fullmatch(SLUG_PATTERN, text) is not None


def place_on_this_site(text: str) -> str:
    """The path and fragment of an address on this site; ValidationError for any other."""
    try:
        parts = urlsplit(text)
    except ValueError:
        raise ValidationError("This is not an address.", code="no_address") from None
    ours = urlsplit(settings.CANONICAL_ORIGIN).netloc
    if parts.netloc not in ("", ours):
        raise ValidationError("This is not an address on this site.", code="elsewhere")
    path = parts.path if parts.path.startswith("/") else f"/{parts.path}"
    try:
        resolve(path)
    except Resolver404:
        raise ValidationError("There is no such page on this site.", code="no_page") from None
    return f"{path}#{parts.fragment}" if parts.fragment else path


class CorrectionForm(OpenForm):
    """A reader's report. ``about`` is the claim that it is about, once that is known."""

    about: Claim | None = None

    claim = forms.CharField(widget=forms.HiddenInput, required=False, max_length=120)
    edition = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)
    place = LineField(
        label="Where is the error?",
        max_length=290,  # A slash may still be put before it.
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="The address of the page, such as /comparisons/concept/neurons-vs-parameters.",
    )
    report = TextField(
        label="What is wrong?",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        error_messages={"required": "Say what is wrong."},
    )
    proposal = TextField(
        label="What should it say?",
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    source = TextField(
        label="A source",
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        help_text="A DOI, an address, or author, title and year. A page or a table helps most.",
    )
    reporter_name = LineField(
        label="Your name", max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    name_may_be_shown = forms.BooleanField(label="Show my name with the report", required=False)
    email = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        help_text="Never shown. You are told what was decided, and nothing else.",
        error_messages={"invalid": "Write an e-mail address such as name@example.org, or leave this empty."},
    )

    @property
    def says_now(self) -> str:
        """What the claim that it is about says to readers."""
        return (text_of(self.about) or self.about.get_missing_display()) if self.about else ""

    def clean_claim(self) -> str:
        public_id: str = self.cleaned_data["claim"]
        if public_id:
            self.about = published_claim(public_id)
            if self.about is None:
                # The page that says so goes by the claim's address, so that the report can be sent all the same.
                self.show_instead(claim="", place=f"/claims/{public_id}" if _is_slug(public_id) else "")
                raise ValidationError(
                    "The claim that this report was about is not public any more. Sent again, the report goes by its "
                    "address.",
                    code="no_claim",
                )
        return public_id

    def clean_edition(self) -> str:
        # It comes from a link: one that was tampered with is not worth an error.
        edition: str = self.cleaned_data["edition"]
        return edition if _EDITION.fullmatch(edition) else ""

    def clean_place(self) -> str:
        place: str = self.cleaned_data["place"]
        return place_on_this_site(place) if place else ""

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not cleaned.get("claim") and not cleaned.get("place") and not {"claim", "place"} & set(self.errors):
            self.add_error("place", ValidationError("Say on which page the error is.", code="required"))
        if cleaned.get("name_may_be_shown") and not cleaned.get("reporter_name") and "reporter_name" not in self.errors:
            self.add_error("reporter_name", ValidationError("Write the name that is to be shown.", code="required"))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What the correction is made of, by the names of its fields."""
        names = ("edition", "place", "report", "proposal", "source", "reporter_name", "name_may_be_shown", "email")
        return {"claim": self.about, **{name: self.cleaned_data[name] for name in names}}
