"""Checking sources against a register of retractions, in the CSV layout of Retraction Watch and Crossref or in one of
two columns, the DOI and the natures of its notices, which gives neither days nor PubMed numbers.

notices (file) ──> status and day of check of every source that can be looked up ──> new editions, one transaction
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.contrib.auth.models import User
from django.db import transaction

from citations.models import PublicationStatus, Source, normal_doi
from comparisons.models import Edition
from comparisons.publishing import republish
from comparisons.showing import comparisons_showing
from core.recording import signed

_COLUMNS = (
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
    "RetractionDate",
    "RetractionDOI",
    "Reason",
)
_TWO_COLUMNS = ("doi", "retractionwatch")
_STATUSES = {
    "retraction": PublicationStatus.RETRACTED,
    "expression of concern": PublicationStatus.CONCERN,
    "correction": PublicationStatus.CORRECTED,
    "reinstatement": PublicationStatus.OK,
}
# Of several notices whose order nobody knows, the gravest counts; a reinstatement says that it was lifted.
_GRAVEST_FIRST = ("retraction", "expression of concern", "correction", "reinstatement")
# The register writes “unavailable” or 0 where a paper has no identifier.
_NO_IDENTIFIER = {"", "0", "unavailable", "unavailable."}


class RegisterError(ValueError):
    """The file is not a register of retractions; the message says what is missing, and in which line."""


@dataclass(frozen=True)
class Notice:
    """One notice about one work: what it does to it, since when if the register says so, and where it stands."""

    doi: str
    pmid: str
    status: PublicationStatus
    day: date | None
    notice_doi: str
    reason: str


@dataclass(frozen=True)
class Outcome:
    checked: int
    not_checkable: int
    changed: Sequence[tuple[Source, str]]  # with the status before
    editions: Sequence[Edition]


def read_notices(path: Path) -> list[Notice]:
    """The notices in the file; natures that this site does not know are passed over. Raises RegisterError."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) == _TWO_COLUMNS:
            return [notice for row in reader if (notice := _notice_in_two_columns(row)) is not None]
        missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise RegisterError(f"{path}: the column {', '.join(missing)} is missing.")
        notices = [_notice(row, f"{path}, line {reader.line_num}") for row in reader]
    return [notice for notice in notices if notice is not None]


def _notice(row: Mapping[str, str | None], place: str) -> Notice | None:
    columns = {name: (row.get(name) or "").strip() for name in _COLUMNS}
    status = _STATUSES.get(columns["RetractionNature"].lower())
    doi, pmid = _identifier(columns["OriginalPaperDOI"]), _identifier(columns["OriginalPaperPubMedID"])
    if status is None or not (doi or pmid):
        return None
    return Notice(
        doi=normal_doi(doi),
        pmid=pmid,
        status=status,
        day=_day(columns["RetractionDate"], place),
        notice_doi=normal_doi(_identifier(columns["RetractionDOI"])),
        reason=" ".join(columns["Reason"].replace("+", " ").replace(";", "; ").split()).rstrip("; "),
    )


def _notice_in_two_columns(row: Mapping[str, str | None]) -> Notice | None:
    doi, said = _identifier((row["doi"] or "").strip()), (row["retractionwatch"] or "").lower().split(";")
    natures = {nature.strip() for nature in said} & _STATUSES.keys()
    if not doi or not natures:
        return None
    gravest = min(natures, key=_GRAVEST_FIRST.index)
    if "reinstatement" in natures and gravest == "retraction":
        gravest = "expression of concern"  # it was taken back, and something was the matter
    return Notice(normal_doi(doi), "", _STATUSES[gravest], None, "", "")


def _identifier(text: str) -> str:
    return "" if text.lower() in _NO_IDENTIFIER else text


def _day(text: str, place: str) -> date:
    for layout in ("%m/%d/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.split()[0] if text else "", layout).date()
        except ValueError:
            continue
    raise RegisterError(f"{place}: “{text}” is not a date.")


def check_sources(*, notices: Iterable[Notice], day: date, author: User | None) -> Outcome:
    """Record for every source with a DOI or PMID what the register says of it on this day.

    A register that knows no PubMed numbers tells nothing of a work without a DOI. The newest notice counts, so a
    reinstatement lifts a retraction. Where the register is silent, a status that an editor set by hand stays, with the
    day on which it was set. Published comparisons that show a changed source get a new edition in the same
    transaction; the publish gate never holds that back.
    """
    why = f"Sources checked against the register of retractions on {day}."
    with transaction.atomic(), signed(author, why=why):
        return _check_sources(notices, day, author)


def _check_sources(notices: Iterable[Notice], day: date, author: User | None) -> Outcome:
    notices = list(notices)
    by_identifier = _newest_by_identifier(notices)
    knows_pmids = any(notice.pmid for notice in notices)
    changed: list[tuple[Source, str]] = []
    checked = 0
    sources = list(Source.objects.select_for_update().order_by("pk"))
    checkable = [source for source in sources if source.doi or (source.pmid and knows_pmids)]
    for source in checkable:
        checked += 1
        notice = by_identifier.get(f"doi:{source.doi}") or by_identifier.get(f"pmid:{source.pmid}")
        before = source.publication_status
        if notice is not None:
            source.publication_status, source.status_note = notice.status, _note(notice, day)
        elif before == PublicationStatus.UNCHECKED:
            source.publication_status = PublicationStatus.OK
        if notice is not None or source.status_checked_on is None or source.status_checked_on < day:
            source.status_checked_on = day
        if source.publication_status != before:
            changed.append((source, before))
    Source.objects.bulk_update(checkable, ["publication_status", "status_note", "status_checked_on"], batch_size=500)
    showing = comparisons_showing(sources=[source for source, _ in changed])
    editions = republish(comparisons=showing, author=author)
    return Outcome(checked, len(sources) - checked, changed, editions)


def _newest_by_identifier(notices: Iterable[Notice]) -> dict[str, Notice]:
    found: dict[str, list[Notice]] = defaultdict(list)
    for notice in notices:
        for name in (f"doi:{notice.doi}" if notice.doi else "", f"pmid:{notice.pmid}" if notice.pmid else ""):
            if name:
                found[name].append(notice)
    return {name: max(group, key=lambda notice: notice.day or date.min) for name, group in found.items()}


def _note(notice: Notice, register_day: date) -> str:
    words = {
        PublicationStatus.RETRACTED: "Retracted",
        PublicationStatus.CONCERN: "Expression of concern",
        PublicationStatus.CORRECTED: "Corrected",
        PublicationStatus.OK: "Reinstated",
    }[notice.status]
    if notice.day is None:
        return f"{words}, by the register of retractions as of {register_day}."
    where = f", notice https://doi.org/{notice.notice_doi}" if notice.notice_doi else ""
    why = f": {notice.reason}" if notice.reason else ""
    return f"{words} on {notice.day}{where}{why}."
