"""The inbox as CSV for a spreadsheet, which must not take a stranger's words for a formula."""

import csv
import io
from collections.abc import Iterable

from inquiries.models import Inquiry

_COLUMNS = ("reference", "received_at", "state", "kind", "name", "email", "organisation", "subject", "offer", "message")
# What makes a spreadsheet calculate, fetch or run instead of showing.
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_csv(inquiries: Iterable[Inquiry]) -> str:
    """One line for each inquiry under a line of heads, with a byte order mark so that spreadsheets read UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*_COLUMNS, "assigned_to"])
    for inquiry in inquiries:
        values = [getattr(inquiry, column) for column in _COLUMNS]
        values[1] = inquiry.received_at.isoformat(timespec="seconds")
        writer.writerow([harmless(str(value)) for value in [*values, inquiry.assigned_to or ""]])
    return "\ufeff" + out.getvalue()


def harmless(cell: str) -> str:
    """The cell with an apostrophe before what would start a formula: a spreadsheet shows it as text."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_STARTS_A_FORMULA) else cell
