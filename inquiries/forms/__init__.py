"""The forms that strangers fill in."""

from inquiries.forms.contact import ContactForm
from inquiries.forms.correction import CorrectionForm
from inquiries.forms.opening import OpenForm

__all__ = ["ContactForm", "CorrectionForm", "OpenForm"]
