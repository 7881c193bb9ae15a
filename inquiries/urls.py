"""/contact, /privacy and /corrections."""

from django.urls import path
from django.views.decorators.http import require_safe

from core.parameters import reads
from inquiries.feeds import CorrectionsFeed
from inquiries.views import contact, corrections

urlpatterns = [
    path("contact", contact.contact, name="contact"),
    path("contact/received/<slug:reference>", contact.received, name="inquiry-received"),
    path("privacy", contact.privacy, name="privacy"),
    path("corrections", corrections.log, name="corrections"),
    path("corrections.atom", reads()(require_safe(CorrectionsFeed())), name="corrections-feed"),
    path("corrections/new", corrections.new, name="correction-new"),
    path("corrections/<int:number>", corrections.ticket, name="correction"),
]
