"""How much of a thing a figure covers: a chip alone, or the whole machine at the wall."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from core.constraints import filled
from core.recording import recorded
from core.revisions import changes_what_readers_see
from core.slugs import slug_is_well_formed
from entities.models.entity import Realm


@recorded()
class Boundary(models.Model):
    """Where a figure's boundary runs, such as chip or cell. Editors extend the list, from the smallest to the largest.

    Two figures are divided by each other only where they have the same boundary, or a reason names both.
    """

    slug = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60, help_text="As it stands in a sentence: machine at the wall.")
    realm = models.CharField(
        max_length=12, choices=[(realm.value, realm.label) for realm in (Realm.BIOLOGICAL, Realm.ARTIFICIAL)]
    )
    definition = models.TextField(help_text="One sentence: what is inside, and what is left out.")
    position = models.PositiveSmallIntegerField(default=0, help_text="From the smallest to the largest, in its realm.")

    class Meta:
        verbose_name_plural = "boundaries"
        ordering = ["realm", "position", "name"]
        triggers = [changes_what_readers_see()]
        constraints = [
            slug_is_well_formed("boundary_slug_well_formed"),
            models.UniqueConstraint(
                Lower("name"),
                name="boundary_name_once",
                violation_error_message="Another boundary already has this name.",
            ),
            models.CheckConstraint(
                name="boundary_named_and_defined",
                condition=filled("name", "definition"),
                violation_error_message="A boundary needs a name and a definition.",
            ),
            models.CheckConstraint(
                name="boundary_realm_known",
                condition=Q(realm__in=["biological", "artificial"]),
                violation_error_message="A boundary is biological or artificial.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
