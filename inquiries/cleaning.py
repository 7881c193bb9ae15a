"""Form fields that take text from strangers: what cannot be seen and only misleads is dropped, the rest is kept."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

# Embeddings, overrides and isolates turn the text around them as well, in mails and logs too. The plain
# direction marks (U+200E, U+200F), which Hebrew and Arabic need, turn nothing and stay.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")


def readable(text: str) -> str:
    """The text in normal form (NFC), lines ended by \\n, without control characters but tab, and with no NUL lost.

    NUL is left in for the field's own validator to refuse by name: nobody types it by accident.
    """
    text = _TURNING.sub("", _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text)))
    return "".join(c for c in text if c in "\n\t\0" or unicodedata.category(c) not in {"Cc", "Cs"})


class TextField(forms.CharField):
    """Text of many lines."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return readable(text).strip() if isinstance(text, str) else text


class LineField(forms.CharField):
    """Text of one line. A line break is refused: no browser sends one, only somebody who aims at a mail's headers."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return " ".join(readable(text).replace("\t", " ").split(" ")).strip() if isinstance(text, str) else text

    def validate(self, value: Any) -> None:
        super().validate(value)
        if "\n" in value:
            raise ValidationError("Write this on one line.", code="one_line")
