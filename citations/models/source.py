"""A bibliographic work and its authors."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from citations import triggers
from citations.querysets import SourceQuerySet
from core.constraints import filled, is_one_of
from core.recording import recorded
from core.revisions import changes_what_readers_see
from core.slugs import FormerSlug, leads_nowhere_else, remembering, slug_is_well_formed
from core.text_filter import text_index

# With or without hyphens; the check digit of the short form may be an X.
ISBN_PATTERN = r"^(97[89]-?)?([0-9]-?){9}[0-9X]$"
ARXIV_PATTERN = r"^([0-9]{4}\.[0-9]{4,5}|[a-z-]+(\.[A-Z]{2})?/[0-9]{7})(v[0-9]+)?$"


class SourceType(models.TextChoices):
    ARTICLE = "article", "Journal article"
    CONFERENCE = "conference", "Conference paper"
    PREPRINT = "preprint", "Preprint"
    BOOK = "book", "Book"
    CHAPTER = "chapter", "Chapter"
    REPORT = "report", "Report"
    DATASET = "dataset", "Data set"
    WEBPAGE = "webpage", "Web page"


# What is no part of anything larger: it has a publisher, or a place where it is kept, and no container.
WHOLES = (SourceType.PREPRINT, SourceType.BOOK, SourceType.REPORT, SourceType.DATASET)


class NumberKind(models.TextChoices):
    """What a number says that is neither volume, issue nor page."""

    ARTICLE = "article", "Article number"
    REPORT = "report", "Report number"
    PREPRINT = "preprint", "Number on the preprint server"


class Tier(models.TextChoices):
    """The source hierarchy, best first."""

    PEER_REVIEWED = "peer-reviewed", "Peer-reviewed"
    INSTITUTIONAL_REPORT = "institutional-report", "Institutional report"
    REGULATORY_FILING = "regulatory-filing", "Regulatory filing"
    PREPRINT = "preprint", "Preprint"
    PRIMARY_DATA = "primary-data", "Primary data"
    SECONDARY = "secondary", "Secondary (context only)"


class PublicationStatus(models.TextChoices):
    UNCHECKED = "unchecked", "Not yet checked"
    OK = "ok", "No notice found"
    CORRECTED = "corrected", "Corrected"
    CONCERN = "concern", "Expression of concern"
    RETRACTED = "retracted", "Retracted"


@recorded()
class Source(models.Model):
    """A bibliographic work."""

    key = models.CharField(
        max_length=100,
        unique=True,
        help_text="Part of the public address, such as azevedo-2009. A change is remembered.",
    )
    type = models.CharField(max_length=10, choices=SourceType)
    title = models.TextField()
    authors_incomplete = models.BooleanField(
        "more authors than these", default=False, help_text="References then end the list of authors with “et al.”."
    )
    year = models.SmallIntegerField(null=True, blank=True)
    month = models.PositiveSmallIntegerField(null=True, blank=True)
    day = models.PositiveSmallIntegerField(null=True, blank=True)
    container = models.CharField(
        max_length=300, blank=True, help_text="Journal, proceedings, book or site that it is a part of, in full."
    )
    collection_title = models.CharField(
        "series", max_length=300, blank=True, help_text="Such as Proceedings of Machine Learning Research."
    )
    event_title = models.CharField(
        "conference", max_length=300, blank=True, help_text="Where a paper was presented, such as NeurIPS 2022."
    )
    publisher = models.CharField(
        max_length=300, blank=True, help_text="Of a preprint or a data set, where it is kept: arXiv, GitHub."
    )
    publisher_place = models.CharField("place of publication", max_length=120, blank=True)
    edition = models.CharField(max_length=40, blank=True, help_text="Of a book: 2, or revised.")
    version = models.CharField(max_length=40, blank=True, help_text="Of a preprint, a data set or a program.")
    volume = models.CharField(max_length=40, blank=True)
    issue = models.CharField(max_length=40, blank=True)
    pages = models.CharField(max_length=60, blank=True)
    number = models.CharField(
        max_length=60, blank=True, help_text="Of an article without pages, or of a report. An arXiv id stands below."
    )
    number_kind = models.CharField("the number is", max_length=8, choices=NumberKind, blank=True)
    doi = models.CharField(
        "DOI", max_length=200, blank=True, help_text="Without https://doi.org/. Stored in lower case."
    )
    arxiv = models.CharField("arXiv id", max_length=40, blank=True)
    pmid = models.CharField("PMID", max_length=12, blank=True)
    isbn = models.CharField("ISBN", max_length=17, blank=True)
    url = models.URLField("address", max_length=500, blank=True)
    tier = models.CharField(max_length=20, choices=Tier)
    publication_status = models.CharField(max_length=10, choices=PublicationStatus, default=PublicationStatus.UNCHECKED)
    status_checked_on = models.DateField(null=True, blank=True)
    status_note = models.TextField(
        blank=True, help_text="Where the correction or retraction stands, and what it says. Public."
    )
    created = models.DateTimeField(auto_now_add=True, db_default=Now())
    modified = models.DateTimeField(auto_now=True, db_default=Now())

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        indexes = [
            models.Index("tier", "key", name="source_of_tier"),
            models.Index("type", "key", name="source_of_type"),
            models.Index("publication_status", "key", name="source_by_status"),
            models.Index("year", "key", name="source_of_year"),
            text_index("source_words", "key", "title", "container", "event_title", "publisher", "doi", "arxiv"),
        ]
        constraints = [
            slug_is_well_formed("source_key_well_formed", "key"),
            is_one_of("source_type_known", "type", SourceType),
            is_one_of("source_tier_known", "tier", Tier),
            is_one_of("source_publication_status_known", "publication_status", PublicationStatus),
            models.CheckConstraint(
                name="source_has_title", condition=filled("title"), violation_error_message="A source needs a title."
            ),
            models.CheckConstraint(
                name="source_year_plausible",
                condition=Q(year__isnull=True) | Q(year__range=(1400, 2200)),
                violation_error_message="The year of publication lies between 1400 and 2200.",
            ),
            models.CheckConstraint(
                name="source_date_is_a_day",
                condition=Q(month__isnull=True, day__isnull=True)
                | (
                    Q(year__isnull=False, month__isnull=False, month__range=(1, 12))
                    & (
                        Q(day__isnull=True)
                        | Q(month__in=[1, 3, 5, 7, 8, 10, 12], day__range=(1, 31))
                        | Q(month__in=[4, 6, 9, 11], day__range=(1, 30))
                        | Q(month=2, day__range=(1, 29))
                    )
                ),
                violation_error_message="A day needs its month, a month its year; and the month must have the day.",
            ),
            is_one_of("source_number_kind_known", "number_kind", NumberKind, blank=True),
            models.CheckConstraint(
                name="source_number_with_its_kind",
                condition=Q(number="", number_kind="") | (filled("number") & ~Q(number_kind="")),
                violation_error_message="Say what the number is; without a number leave its kind empty.",
            ),
            models.CheckConstraint(
                name="source_container_only_of_a_part",
                condition=Q(container="") | ~Q(type__in=WHOLES),
                violation_error_message=(
                    "A preprint, book, report or data set is no part of something larger: "
                    "name its publisher, or where it is kept."
                ),
            ),
            models.CheckConstraint(
                name="source_event_only_of_a_conference_paper",
                condition=Q(event_title="") | Q(type="conference"),
                violation_error_message="Only a conference paper was presented at a conference.",
            ),
            models.CheckConstraint(
                name="source_doi_well_formed",
                condition=Q(doi="") | Q(doi__regex=r"^10\.[0-9]{4,9}/[^\sA-Z]+$"),
                violation_error_message="Write a DOI as in 10.1002/cne.21974: without a resolver, capitals or spaces.",
            ),
            models.UniqueConstraint(
                "doi",
                name="source_doi_unique",
                condition=~Q(doi=""),
                violation_error_message="Another source already has this DOI.",
            ),
            models.UniqueConstraint(
                "arxiv",
                name="source_arxiv_unique",
                condition=~Q(arxiv=""),
                violation_error_message="Another source already has this arXiv id.",
            ),
            models.CheckConstraint(
                name="source_arxiv_well_formed",
                condition=Q(arxiv="") | Q(arxiv__regex=ARXIV_PATTERN),
                violation_error_message="An arXiv id looks like 2203.15556 or cs/0703041.",
            ),
            models.CheckConstraint(
                name="source_pmid_well_formed",
                condition=Q(pmid="") | Q(pmid__regex=r"^[1-9][0-9]*$"),
                violation_error_message="A PMID is a whole number.",
            ),
            models.UniqueConstraint(
                "pmid",
                name="source_pmid_unique",
                condition=~Q(pmid=""),
                violation_error_message="Another source already has this PMID.",
            ),
            models.CheckConstraint(
                name="source_isbn_well_formed",
                condition=Q(isbn="") | Q(isbn__regex=ISBN_PATTERN),
                violation_error_message="An ISBN has 10 or 13 digits, with or without hyphens: 978-0-262-03561-3.",
            ),
            models.CheckConstraint(
                name="source_url_on_the_web",
                condition=Q(url="") | Q(url__regex=r"^https?://[^\s/]+"),
                violation_error_message="An address begins with https:// or http://.",
            ),
            models.CheckConstraint(
                name="source_preprint_is_not_peer_reviewed",
                condition=~Q(type="preprint", tier="peer-reviewed"),
                violation_error_message=(
                    "A preprint has not been peer-reviewed. If it has been published since, enter it as that article."
                ),
            ),
            models.CheckConstraint(
                name="source_notice_is_described",
                condition=Q(publication_status__in=["unchecked", "ok"]) | filled("status_note"),
                violation_error_message="Say where the correction or retraction stands, and what it says.",
            ),
            models.CheckConstraint(
                name="source_status_and_day_of_check_go_together",
                condition=Q(publication_status="unchecked", status_checked_on__isnull=True)
                | (~Q(publication_status="unchecked") & Q(status_checked_on__isnull=False)),
                violation_error_message="A checked status needs the day of the check; an unchecked one has none.",
            ),
        ]
        triggers = [
            *remembering(former_table="citations_formersourcekey", owner="source_id", field="key"),
            triggers.public_source_is_kept(),
            changes_what_readers_see(),
        ]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return f"/citations/{self.key}"

    def clean(self) -> None:
        self.doi = normal_doi(self.doi)

    @property
    def standing(self) -> str:
        """What is known of notices about the work, in words: the same for readers and for editors."""
        if self.publication_status == PublicationStatus.UNCHECKED:
            return "Not yet checked for notices" if self.doi else "No DOI: not checkable"
        day = f"{self.status_checked_on:%-d %B %Y}" if self.status_checked_on else ""
        if self.publication_status == PublicationStatus.OK:
            return f"No notice found in the register as of {day}"
        return f"{PublicationStatus(self.publication_status).label}, checked {day}"


def normal_doi(doi: str) -> str:
    """A DOI as this site stores and compares it: lower case, without a resolver or a doi: prefix."""
    doi = doi.strip().lower()
    for prefix in (
        "https://doi.org/",
        "http://doi.org/",
        "https://dx.doi.org/",
        "http://dx.doi.org/",
        "doi.org/",
        "doi:",
    ):
        doi = doi.removeprefix(prefix)
    return doi.strip()


class FormerSourceKey(FormerSlug):
    source = models.ForeignKey(Source, models.CASCADE, related_name="former_keys")

    class Meta(FormerSlug.Meta):
        triggers = [leads_nowhere_else(present_table="citations_source", field="key"), changes_what_readers_see()]
