"""Edits between one page and the next, so that no page that is measured is one that has been made already.

In one transaction: the texts of claims that the measured pages show, the title of a work of the bibliography, and the
next edition of the comparison that is measured. As nobody edits one claim a hundred times, their histories stay as long
as they were.
"""

from itertools import count

from django.db import connection, transaction

from citations.models import Source
from comparisons.models import Comparison
from comparisons.publishing import republish_each
from entities.models import Claim, Dimension, Entity

_HISTORIES = ("entities_claimevent", "citations_sourceevent")


class Edits:
    """Edits of what `public_pages` names."""

    def __init__(self) -> None:
        self._comparison = Comparison.objects.published().order_by("-pk").select_related("category")[0]
        entity = self._comparison.sides.order_by("position")[0].entity
        hub = Entity.objects.get(slug="human-brain")
        public = Claim.objects.published()
        dimension = Dimension.objects.filter(slug="power").first() or Dimension.objects.all()[0]
        chosen = [
            public.filter(entity=entity, citations__isnull=False).order_by("-pk").first(),
            public.filter(entity=entity, dimension__rows__comparison=self._comparison).first(),
            public.filter(entity=hub, dimension__rows__comparison__sides__entity=hub).first(),
            public.filter(dimension=dimension).order_by("pk").first(),
        ]
        self._texts = {claim.pk: claim.text for claim in chosen if claim is not None and not claim.missing}
        self._source = Source.objects.public().order_by("key")[0]
        self._numbers = count(1)

    def make(self) -> None:
        """Edit all of them."""
        # In letters: a number in a text could be read as its figure.
        edit = "".join(chr(ord("a") + int(digit)) for digit in str(next(self._numbers)))
        with transaction.atomic(), connection.cursor() as cursor:
            for key, text in self._texts.items():
                Claim.objects.filter(pk=key).update(text=f"{text} ({edit})")
            Source.objects.filter(pk=self._source.pk).update(title=f"{self._source.title} ({edit})")
            republish_each(comparisons=[self._comparison], author=None)
            for history in _HISTORIES:
                cursor.execute(f"DELETE FROM {history} WHERE pgh_created_at >= transaction_timestamp()")
