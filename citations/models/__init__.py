"""The works that claims rest on, and where in them the support stands."""

from citations.models.citation import BoundKind, Citation, Rank, Sense, Stance
from citations.models.source import (
    ARXIV_PATTERN,
    ISBN_PATTERN,
    Authorship,
    FormerSourceKey,
    PublicationStatus,
    Source,
    SourceType,
    Tier,
    normal_doi,
)

__all__ = [
    "ARXIV_PATTERN",
    "ISBN_PATTERN",
    "Authorship",
    "BoundKind",
    "Citation",
    "FormerSourceKey",
    "PublicationStatus",
    "Rank",
    "Sense",
    "Source",
    "SourceType",
    "Stance",
    "Tier",
    "normal_doi",
]
