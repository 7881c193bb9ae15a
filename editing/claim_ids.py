"""Giving a claim the id under which others cite it."""

from django.utils.text import slugify

from entities.models import Claim, Dimension, Entity

_LONGEST = 120
_WORDS = 6  # of a text, enough to know it by


def free_public_id(*, entity: Entity, kind: str, dimension: Dimension | None, text: str) -> str:
    """An id that no claim has: the entity's slug with that of the dimension, or with the kind and the first words."""
    what = dimension.slug if dimension else slugify(f"{kind} {' '.join(text.split()[:_WORDS])}")
    stem = f"{entity.slug}-{what}"[: _LONGEST - 4].rstrip("-")
    taken = set(Claim.objects.filter(public_id__startswith=stem).values_list("public_id", flat=True))
    numbered = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(candidate for candidate in numbered if candidate not in taken)
