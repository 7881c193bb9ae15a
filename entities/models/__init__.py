"""What is compared, along which axes, and what is said about it."""

from entities.models.boundary import Boundary
from entities.models.claim import Claim, ClaimKind, Missing
from entities.models.dimension import Dimension, DimensionGroup, FormerDimensionSlug, Scale, ValueKind
from entities.models.entity import Entity, EntityKind, EntityRelation, FormerEntitySlug, Realm

__all__ = [
    "Boundary",
    "Claim",
    "ClaimKind",
    "Dimension",
    "DimensionGroup",
    "Entity",
    "EntityKind",
    "EntityRelation",
    "FormerDimensionSlug",
    "FormerEntitySlug",
    "Missing",
    "Realm",
    "Scale",
    "ValueKind",
]
