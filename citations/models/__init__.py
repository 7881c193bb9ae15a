"""The works that claims rest on, and where in them the support stands."""

from citations.models.authorship import AuthorRole, Authorship
from citations.models.citation import CONFIRMED, UNSEEN, Citation, FigureKind, Rank, SourceCheck, Stance
from citations.models.derivation import NAME_PATTERN, Derivation, DerivationInput, FoundingClaim, FoundingSource
from citations.models.derived import NO_SIZE, CitedClaim, PlaceOnDimension, PlacingCitation, PublicSource
from citations.models.source import (
    ARXIV_PATTERN,
    ISBN_PATTERN,
    WHOLES,
    FormerSourceKey,
    NumberKind,
    PublicationStatus,
    Source,
    SourceType,
    Tier,
    normal_doi,
)

__all__ = [
    "ARXIV_PATTERN",
    "CONFIRMED",
    "ISBN_PATTERN",
    "NAME_PATTERN",
    "NO_SIZE",
    "UNSEEN",
    "WHOLES",
    "AuthorRole",
    "Authorship",
    "Citation",
    "CitedClaim",
    "Derivation",
    "DerivationInput",
    "FigureKind",
    "FormerSourceKey",
    "FoundingClaim",
    "FoundingSource",
    "NumberKind",
    "PlaceOnDimension",
    "PlacingCitation",
    "PublicSource",
    "PublicationStatus",
    "Rank",
    "Source",
    "SourceCheck",
    "SourceType",
    "Stance",
    "Tier",
    "normal_doi",
]
