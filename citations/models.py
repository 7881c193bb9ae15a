"""The works that claims rest on, and where in them the support stands."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from citations import triggers
from citations.querysets import CitationQuerySet, SourceQuerySet
from core.constraints import filled, finite
from core.publishing_status import is_one_of
from core.slugs import FormerSlug, leads_nowhere_else, remembering, slug_is_well_formed
from entities.models import Claim

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
                    "A preprint has not been reviewed by peers. If it has appeared since, enter it as that article."
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
        triggers = [leads_nowhere_else(present_table="citations_source", field="key")]


class Authorship(models.Model):
    """One author of a source, in order: a person (family and given name) or an organisation."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="authorships")
    position = models.PositiveSmallIntegerField()
    family = models.CharField(max_length=120, blank=True)
    given = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=200, blank=True, help_text="Instead of a person.")

    class Meta:
        ordering = ["source", "position"]
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


class Stance(models.TextChoices):
    SUPPORTS = "supports", "Supports"
    DISPUTES = "disputes", "Disputes"
    CONTEXT = "context", "Gives context"


class BoundKind(models.TextChoices):
    """What low and high mean. “Not stated” is an answer: it is never replaced by a guess."""

    SD = "sd", "standard deviation"
    SEM = "sem", "standard error of the mean"
    CI95 = "ci95", "95 % confidence interval"
    OBSERVED_RANGE = "observed-range", "observed range"
    ORDER_OF_MAGNITUDE = "order-of-magnitude", "order of magnitude"
    AUTHORS_ESTIMATE = "authors-estimate", "author’s estimate"
    NOT_STATED = "not-stated", "not stated"


class Sense(models.TextChoices):
    EQUAL = "=", "="
    ABOUT = "≈", "≈ about"
    LESS = "<", "< less than"
    MORE = ">", "> more than"


class Rank(models.TextChoices):
    PREFERRED = "preferred", "Preferred"
    NORMAL = "normal", "Normal"
    DEPRECATED = "deprecated", "Deprecated"


@pghistory.track()
class Citation(models.Model):
    """Where a source supports or disputes a claim, and the figure that it gives, if it gives one.

    A source that gives two figures is cited twice: each figure has its own place, scope and conditions.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="citations")
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations")
    position = models.PositiveSmallIntegerField(default=0)
    locator = models.CharField(
        max_length=120, blank=True, help_text="Page, table, figure or section: where a reader must look."
    )
    stance = models.CharField(max_length=8, choices=Stance, default=Stance.SUPPORTS)
    second_hand = models.BooleanField(
        default=False, help_text="The figure was seen only where somebody repeats it. It can never carry a claim alone."
    )
    note = models.TextField(blank=True, help_text="What the source does and does not show. Public. Markdown.")

    figure_text = models.CharField(
        "figure as printed",
        max_length=200,
        blank=True,
        help_text="Such as 86.1 ± 8.1 billion neurons. Empty if it gives none.",
    )
    value = models.DecimalField(null=True, blank=True)
    low = models.DecimalField(null=True, blank=True)
    high = models.DecimalField(null=True, blank=True)
    bound_kind = models.CharField("low and high are", max_length=20, choices=BoundKind, blank=True)
    sense = models.CharField(max_length=1, choices=Sense, default=Sense.EQUAL)
    unit = models.CharField(
        max_length=60, blank=True, help_text="The unit of value, low and high; 1 for a pure number."
    )
    canonical_value = models.DecimalField(null=True, blank=True, editable=False)
    canonical_low = models.DecimalField(null=True, blank=True, editable=False)
    canonical_high = models.DecimalField(null=True, blank=True, editable=False)
    scope = models.CharField(
        max_length=300, blank=True, help_text="Of what: whole brain or neocortex, training or one query."
    )
    conditions = models.CharField(max_length=300, blank=True)
    sample_size = models.PositiveIntegerField("n", null=True, blank=True)
    method = models.CharField(max_length=300, blank=True)
    year = models.SmallIntegerField("year of the figure", null=True, blank=True)
    rank = models.CharField(max_length=10, choices=Rank, default=Rank.NORMAL)
    rank_reason = models.TextField(blank=True, help_text="Why it is preferred or deprecated. Public.")

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "position", "id"]
        constraints = [
            is_one_of("citation_stance_known", "stance", Stance),
            is_one_of("citation_bound_kind_known", "bound_kind", BoundKind, blank=True),
            is_one_of("citation_sense_known", "sense", Sense),
            is_one_of("citation_rank_known", "rank", Rank),
            models.UniqueConstraint(
                "claim",
                "source",
                "locator",
                "figure_text",
                "scope",
                "conditions",
                name="citation_entered_once",
                violation_error_message="This source is already cited here for the same place and figure.",
            ),
            models.CheckConstraint(
                name="citation_figure_with_magnitude_and_unit",
                condition=Q(
                    figure_text="", unit="", value__isnull=True, low__isnull=True, high__isnull=True, bound_kind=""
                )
                | (
                    filled("figure_text", "unit")
                    & (Q(value__isnull=False) | Q(low__isnull=False) | Q(high__isnull=False))
                ),
                violation_error_message=(
                    "A figure needs its text as printed, a value or a bound, and a unit; or leave all of them empty."
                ),
            ),
            models.CheckConstraint(
                name="citation_low_value_high_in_order",
                condition=(Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")))
                & (Q(low__isnull=True) | Q(value__isnull=True) | Q(low__lte=F("value")))
                & (Q(value__isnull=True) | Q(high__isnull=True) | Q(value__lte=F("high"))),
                violation_error_message="The low bound, the value and the high bound must stand in this order.",
            ),
            models.CheckConstraint(
                name="citation_bounds_exactly_with_a_named_kind",
                condition=(Q(low__isnull=True, high__isnull=True) & Q(bound_kind=""))
                | (~Q(low__isnull=True, high__isnull=True) & ~Q(bound_kind="")),
                violation_error_message=(
                    "Say what the bounds are (“not stated” is an answer); without bounds leave their kind empty."
                ),
            ),
            models.CheckConstraint(
                name="citation_figures_are_numbers",
                condition=finite("value")
                & finite("low")
                & finite("high")
                & finite("canonical_value")
                & finite("canonical_low")
                & finite("canonical_high"),
                violation_error_message="A figure is a finite number.",
            ),
            models.UniqueConstraint(
                "claim",
                name="citation_one_preferred_figure_per_claim",
                condition=Q(rank="preferred"),
                violation_error_message="Another figure of this claim is preferred already.",
            ),
            models.CheckConstraint(
                name="citation_rank_with_figure_and_reason",
                condition=Q(rank="normal") | (~Q(figure_text="") & filled("rank_reason")),
                violation_error_message="Only a figure can be preferred or deprecated, and the reason must be given.",
            ),
            models.CheckConstraint(
                name="citation_second_hand_never_preferred",
                condition=Q(second_hand=False) | ~Q(rank="preferred"),
                violation_error_message="A figure seen only second-hand cannot be the preferred one.",
            ),
            models.CheckConstraint(
                name="citation_preferred_supports",
                condition=Q(stance="supports") | ~Q(rank="preferred"),
                violation_error_message="Only a figure that supports the claim can be the preferred one.",
            ),
            models.CheckConstraint(
                name="citation_limit_has_no_bounds",
                condition=Q(sense__in=["=", "≈"]) | Q(value__isnull=False, low__isnull=True, high__isnull=True),
                violation_error_message="“Less than” and “more than” go with one value, the limit, and with no bounds.",
            ),
            models.CheckConstraint(
                name="citation_percentage_says_of_what",
                condition=~Q(unit__in=["percent", "%"]) | filled("scope"),
                violation_error_message="A percentage needs a scope: of what?",
            ),
            models.CheckConstraint(
                name="citation_particulars_only_of_a_figure",
                condition=~Q(figure_text="")
                | Q(sense="=", scope="", conditions="", method="", sample_size__isnull=True, year__isnull=True),
                violation_error_message=(
                    "Sense, scope, conditions, method, n and year describe a figure. Without one, use the note."
                ),
            ),
            models.CheckConstraint(
                name="citation_canonical_only_of_what_was_read",
                condition=(Q(canonical_value__isnull=True) | Q(value__isnull=False))
                & (Q(canonical_low__isnull=True) | Q(low__isnull=False))
                & (Q(canonical_high__isnull=True) | Q(high__isnull=False)),
                violation_error_message="A canonical magnitude is that of a magnitude: empty both or neither.",
            ),
            models.CheckConstraint(
                name="citation_sample_not_empty",
                condition=Q(sample_size__isnull=True) | Q(sample_size__gte=1),
                violation_error_message="A sample has at least one member.",
            ),
            models.CheckConstraint(
                name="citation_year_plausible",
                condition=Q(year__isnull=True) | Q(year__range=(1400, 2200)),
                violation_error_message="The year of a figure lies between 1400 and 2200.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} on {self.claim}"
