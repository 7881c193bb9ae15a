"""How much of the whole site rests on sources."""

from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q

from citations.evidence import evidence_filter
from citations.models import Citation, SourceCheck
from entities.models import Claim


class SourceChecks(NamedTuple):
    """Citations of public claims, by how they were held against their sources."""

    citations: int
    in_source: int
    in_abstract: int
    quoted: int
    not_seen: int

    @property
    def unchecked(self) -> int:
        return self.citations - self.in_source - self.in_abstract - self.quoted - self.not_seen

    @property
    def checked(self) -> int:
        return self.citations - self.unchecked


def source_checks() -> SourceChecks:
    """Over every citation of a public claim. One query."""

    def count(check: SourceCheck) -> Count:
        return Count("pk", filter=Q(source_check=check))

    numbers = Citation.objects.filter(claim__in=Claim.objects.published()).aggregate(
        citations=Count("pk"),
        in_source=count(SourceCheck.IN_SOURCE),
        in_abstract=count(SourceCheck.IN_ABSTRACT),
        quoted=count(SourceCheck.QUOTED),
        not_seen=count(SourceCheck.NOT_SEEN),
    )
    return SourceChecks(**numbers)


class Coverage(NamedTuple):
    """Public attribute claims that make a statement, and how many of them rest on evidence."""

    claims: int
    sourced: int
    quantitative: int
    quantitative_sourced: int


def site_coverage() -> Coverage:
    """Coverage over every public attribute claim. One query."""
    on_claim = Citation.objects.filter(claim=OuterRef("pk"))
    counted = (
        Claim.objects.published()
        .attributes()
        .filter(missing="")
        .annotate(
            has_evidence=Exists(on_claim.filter(evidence_filter(quantitative=False))),
            has_figure=Exists(on_claim.filter(evidence_filter(quantitative=True))),
        )
    )
    quantity = Q(dimension__value_kind="quantity")
    numbers = counted.aggregate(
        claims=Count("pk"),
        sourced=Count("pk", filter=(~quantity & Q(has_evidence=True)) | (quantity & Q(has_figure=True))),
        quantitative=Count("pk", filter=quantity),
        quantitative_sourced=Count("pk", filter=quantity & Q(has_figure=True)),
    )
    return Coverage(**numbers)
