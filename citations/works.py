"""A bibliographic work as plain data, in the terms of CSL-JSON: what formatting, exports and the comparison document
share.

The document of an edition keeps works in this shape for ever, so a change here is a new schema version of the
document (`comparisons/documents.py`); what the table of sources looks like is not seen from here: `work_of()` says,
field by field, what a column becomes.
"""

from pydantic import ConfigDict

from citations.models import AuthorRole, Authorship, Source
from core.content_keys import KeptContent


class _Data(KeptContent):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Name(_Data):
    """A person (family and given name) or an organisation; the other fields are empty."""

    family: str
    given: str
    organisation: str

    @property
    def short(self) -> str:
        """What a sentence calls them by."""
        return self.organisation or self.family


class Issued(_Data):
    """When a work appeared, as far as it is known: a day has its month."""

    year: int
    month: int | None
    day: int | None


class Work(_Data):
    """A source, detached from the database. Empty strings stand for what is not known.

    ``container_title`` is the journal, book or site of which the work is a part; what is a whole has none. An arXiv id
    is ``arxiv`` and nothing else; ``number`` is what else a work is numbered by, and ``number_kind`` says what it is:
    the number of an article without pages, of a report, or on a preprint server.

    The day of the last status check is left out: checking again and finding nothing new changes no document.
    """

    key: str
    type: str
    title: str
    authors: tuple[Name, ...]
    authors_incomplete: bool
    editors: tuple[Name, ...]
    issued: Issued | None
    container_title: str
    collection_title: str
    event_title: str
    publisher: str
    publisher_place: str
    edition: str
    version: str
    volume: str
    issue: str
    pages: str
    number: str
    number_kind: str
    doi: str
    arxiv: str
    pmid: str
    isbn: str
    url: str
    tier: str
    publication_status: str
    status_note: str

    @property
    def year(self) -> int | None:
        return self.issued.year if self.issued else None

    @property
    def outlet(self) -> str:
        """Where it appeared or is kept: what it is a part of, else the server of a preprint or data set."""
        return self.container_title or (self.publisher if self.type in {"preprint", "dataset"} else "")

    @property
    def server_number(self) -> str:
        """What a preprint is called by on its server: “arXiv:2203.15556”; empty for any other work."""
        if self.type != "preprint":
            return ""
        return f"arXiv:{self.arxiv}" if self.arxiv else self.number

    @property
    def address(self) -> str:
        """Where the work can be read: DOI, else arXiv, else its own address, else PubMed; empty if none is known."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.arxiv:
            return f"https://arxiv.org/abs/{self.arxiv}"
        if self.url:
            return self.url
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else ""


def work_of(source: Source) -> Work:
    """The source as data. Its authorships must be loaded, in order."""
    people = list(source.authorships.all())
    return Work(
        key=source.key,
        type=source.type,
        title=source.title,
        authors=_names(people, AuthorRole.AUTHOR),
        authors_incomplete=source.authors_incomplete,
        editors=_names(people, AuthorRole.EDITOR),
        issued=_issued(source),
        container_title=source.container,
        collection_title=source.collection_title,
        event_title=source.event_title,
        publisher=source.publisher,
        publisher_place=source.publisher_place,
        edition=source.edition,
        version=source.version,
        volume=source.volume,
        issue=source.issue,
        pages=source.pages,
        number=source.number,
        number_kind=source.number_kind,
        doi=source.doi,
        arxiv=source.arxiv,
        pmid=source.pmid,
        isbn=source.isbn,
        url=source.url,
        tier=source.tier,
        publication_status=source.publication_status,
        status_note=source.status_note,
    )


def _names(people: list[Authorship], role: AuthorRole) -> tuple[Name, ...]:
    return tuple(
        Name(family=person.family, given=person.given, organisation=person.organisation)
        for person in people
        if person.role == role
    )


def _issued(source: Source) -> Issued | None:
    return Issued(year=source.year, month=source.month, day=source.day) if source.year is not None else None
