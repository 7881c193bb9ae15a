"""A bibliographic work and its authors."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from citations import triggers
from citations.querysets import SourceQuerySet
from core.constraints import filled, is_one_of
from core.revisions import changes_what_readers_see
from core.slugs import FormerSlug, leads_nowhere_else, remembering, slug_is_well_formed

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


@pghistory.track()
class Source(models.Model):
    """A bibliographic work."""

    key = models.CharField(
        max_length=100,
        unique=True,
        help_text="Part of the public address, such as azevedo-2009. A change is remembered.",
    )
    type = models.CharField(max_length=10, choices=SourceType)
    title = models.TextField()
    year = models.SmallIntegerField(null=True, blank=True)
    container = models.CharField(
        max_length=300, blank=True, help_text="Journal, proceedings, book or site it appeared in."
    )
    publisher = models.CharField(max_length=200, blank=True)
    volume = models.CharField(max_length=40, blank=True)
    issue = models.CharField(max_length=40, blank=True)
    pages = models.CharField(max_length=60, blank=True)
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


class Authorship(models.Model):
    """One author of a source, in order: a person (family and given name) or an organisation."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="authorships")
    position = models.PositiveSmallIntegerField()
    family = models.CharField(max_length=120, blank=True)
    given = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=200, blank=True, help_text="Instead of a person.")

    class Meta:
        ordering = ["source", "position"]
        triggers = [changes_what_readers_see()]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "position"],
                name="authorship_one_author_per_position",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Two authors of a source cannot have the same position.",
            ),
            models.CheckConstraint(
                name="authorship_person_or_organisation",
                condition=(filled("family") & Q(organisation="")) | (Q(family="", given="") & filled("organisation")),
                violation_error_message="An author is a person with a family name, or an organisation, not both.",
            ),
        ]

    def __str__(self) -> str:
        return self.organisation or f"{self.family}, {self.given}".rstrip(", ")
