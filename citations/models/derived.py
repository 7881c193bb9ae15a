"""Two tables that follow from the others, so that pages find by an index what they would else work out from all rows.

Triggers fill them (citations/triggers.py), whoever writes claims and citations and how; nobody else may.
"""

from django.db import models

from citations import triggers
from citations.models.citation import Citation
from citations.models.source import Source
from citations.querysets import PlaceQuerySet
from core.revisions import changes_what_readers_see
from entities.models import Claim, Dimension

NO_SIZE = float("-inf")


class PublicSource(models.Model):
    """That readers may see a source: public content cites it, or once did, and others may cite it since."""

    source = models.OneToOneField(Source, models.DB_CASCADE, primary_key=True, related_name="made_public")

    class Meta:
        ordering = ["source"]
        default_permissions = ()
        triggers = [triggers.written_by_triggers_only(), changes_what_readers_see()]

    def __str__(self) -> str:
        return str(self.source)


class PlaceOnDimension(models.Model):
    """Where a claim stands on its dimension: by the figure that stands for it, in the dimension's unit.

    That is the preferred figure, else the only supporting one of normal rank (as in `StatementPart.headline`); its
    value, else its high or its low bound. ``size`` is `NO_SIZE` where there is no such figure. ``public_id`` is the
    claim's, which never changes.
    """

    # Nothing to do on deletion: the claim's own trigger does it, and a dimension with claims is not deleted.
    claim = models.OneToOneField(Claim, models.DO_NOTHING, primary_key=True, related_name="place")
    dimension = models.ForeignKey(Dimension, models.DO_NOTHING, db_index=False, related_name="places")
    size = models.FloatField()
    public_id = models.CharField(max_length=120)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["dimension", "-size", "public_id"]
        default_permissions = ()
        indexes = [models.Index("dimension", models.F("size").desc(), "public_id", name="place_largest_first")]
        triggers = [triggers.written_by_triggers_only(), changes_what_readers_see()]

    def __str__(self) -> str:
        return self.public_id


class CitedClaim(Claim):
    """The table of claims, named here only to carry what follows from it for these tables."""

    class Meta:
        proxy = True
        default_permissions = ()
        ordering = ["public_id"]
        triggers = [
            triggers.shows_its_sources(),
            triggers.has_a_place(),
            triggers.leaves_its_place(),
            triggers.clears_the_source_checks_of_its_words(),
        ]


class PlacingCitation(Citation):
    """The table of citations, likewise."""

    class Meta:
        proxy = True
        default_permissions = ()
        ordering = ["claim", "position", "id"]
        triggers = [triggers.places_its_claim()]
