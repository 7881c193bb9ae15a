"""A bibliographic work as plain data: what formatting, exports and the comparison document share."""

from typing import Self

from pydantic import BaseModel, ConfigDict

from citations.models import Source

# Written in the place of an organisation, last, where a record does not give all authors.
OTHERS = "others"


class Author(BaseModel):
    """A person (family and given name) or an organisation; the other fields are empty."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    family: str
    given: str
    organisation: str

    @property
    def stands_for_others(self) -> bool:
        """Whether this is no name but says that the list of authors is not known to its end."""
        return self.organisation == OTHERS


class Work(BaseModel):
    """A source, detached from the database. Empty strings stand for what is not known.

    The day of the last status check is left out: checking again and finding nothing new changes no document.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    type: str
    title: str
    authors: tuple[Author, ...]
    year: int | None
    container: str
    publisher: str
    volume: str
    issue: str
    pages: str
    doi: str
    arxiv: str
    pmid: str
    isbn: str
    url: str
    tier: str
    publication_status: str
    status_note: str

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

    @classmethod
    def of(cls, source: Source, **extra: object) -> Self:
        """The source as data; ``extra`` are fields that a subclass adds. Its authorships must be loaded."""
        authors = tuple(
            Author(family=author.family, given=author.given, organisation=author.organisation)
            for author in source.authorships.all()
        )
        columns = {name: getattr(source, name) for name in Work.model_fields if name != "authors"}
        return cls.model_validate({**columns, "authors": authors, **extra})
