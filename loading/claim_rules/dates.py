"""Rules about time: what was true once is not said of today."""

import re
from collections.abc import Iterator
from datetime import date

from loading.claim_rules.claims import ClaimInContext, Finding

_SUPERLATIVE = re.compile(
    r"\b(largest|smallest|biggest|fastest|slowest|highest|lowest|longest|shortest|the record|a record|seldom|rarely|"
    r"(nobody|no one|no \w+|none) (has|have|knows?)|has never|have never|was never|state of the art)\b",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(1[6-9]|20)[0-9]{2}\b|centur")
_MONTHS_IN_A_YEAR = 12


def as_of_beyond_source(claim: ClaimInContext) -> Iterator[Finding]:
    """“As of” lies no further after the newest source than the dimension lets a figure wait for review."""
    day, dimension = claim.claim.content["as_of"], claim.dimension
    if day is None or dimension is None or not dimension["review_interval_months"] or claim.claim.content["missing"]:
        return
    newest = max(_days(claim), default=None)
    if newest is None:
        return
    months = (day.year - newest.year) * _MONTHS_IN_A_YEAR + day.month - newest.month
    if months > dimension["review_interval_months"]:
        yield claim.claim, "as_of", f"as of {day:%B %Y}, but the newest source is of {newest.year}"


def _days(claim: ClaimInContext) -> Iterator[date]:
    """The last day that each source may speak of, and the year that a figure names."""
    for work in claim.works():
        if work["year"]:
            yield date(work["year"], work["month"] or _MONTHS_IN_A_YEAR, 1)
    for citation in claim.citations:
        if year := claim.figures.row(citation)["year"]:
            yield date(year, _MONTHS_IN_A_YEAR, 1)


def superlative_without_day(claim: ClaimInContext) -> Iterator[Finding]:
    """A record or a superlative names the day on which it held."""
    said = claim.claim.content
    for field in ("text", "note"):
        found = _SUPERLATIVE.search(said[field])
        if found and said["as_of"] is None and not _DAY.search(f"{said['text']} {said['note']}"):
            yield claim.claim, field, f"“{found.group()}” without a day: say as of when, or leave it out"
