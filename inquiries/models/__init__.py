"""Messages from outside: business to the owner of the domain, and readers' reports that something is wrong."""

from inquiries.models.correction import Correction, CorrectionState
from inquiries.models.inbox import Note, SavedSearch
from inquiries.models.inquiry import HELD_BACK, Inquiry, InquiryKind, InquiryState
from inquiries.models.limits import RateBucket
from inquiries.models.outbox import (
    MOST_UNANSWERED,
    STRANDED,
    CaughtMail,
    DailyRun,
    Delivery,
    DeliveryState,
    KnownDatabase,
    Mail,
    Purpose,
)

__all__ = [
    "HELD_BACK",
    "MOST_UNANSWERED",
    "STRANDED",
    "CaughtMail",
    "Correction",
    "CorrectionState",
    "DailyRun",
    "Delivery",
    "DeliveryState",
    "Inquiry",
    "InquiryKind",
    "InquiryState",
    "KnownDatabase",
    "Mail",
    "Note",
    "Purpose",
    "RateBucket",
    "SavedSearch",
]
