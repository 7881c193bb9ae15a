"""Messages from outside: business to the owner of the domain, and readers' reports that a claim is wrong."""

from inquiries.models.correction import Correction, CorrectionState
from inquiries.models.inquiry import Inquiry, InquiryKind, InquiryState
from inquiries.models.limits import RateBucket

__all__ = ["Correction", "CorrectionState", "Inquiry", "InquiryKind", "InquiryState", "RateBucket"]
