"""/contact, /corrections and /privacy."""

from django.urls import path

from inquiries.views import contact

urlpatterns = [
    path("contact", contact.contact, name="contact"),
    path("contact/received/<str:reference>", contact.received, name="inquiry-received"),
    path("privacy", contact.privacy, name="privacy"),
]
