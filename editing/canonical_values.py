"""Working out anew in which unit stored figures are sorted and plotted, after their dimension changed."""

from django.db.models import QuerySet

from citations.figure_fields import set_canonical
from citations.models import Citation
from editing.save_errors import Objection, SaveRefusedError, edit_url
from entities.quantities import QuantityError

_CANONICAL = ("canonical_value", "canonical_low", "canonical_high")


def refigure(citations: "QuerySet[Citation]") -> int:
    """Bring the canonical magnitudes of these citations up to date; returns how many changed.

    Raises SaveRefusedError with every figure that measures something else than its dimension now does.
    """
    changed, objections = [], []
    # What follows from others is worked out anew as a whole.
    for citation in (
        citations.exclude(figure_text="").filter(source__isnull=False).select_related("claim__dimension", "source")
    ):
        before = [getattr(citation, name) for name in _CANONICAL]
        try:
            set_canonical(citation)
        except QuantityError as error:
            objections.append(
                Objection(
                    f"“{citation.figure_text}” of {citation.source} does not fit: {error}",
                    edit_url(Citation, citation.pk),
                )
            )
        if [getattr(citation, name) for name in _CANONICAL] != before:
            changed.append(citation)
    if objections:
        raise SaveRefusedError(objections)
    Citation.objects.bulk_update(changed, _CANONICAL)
    return len(changed)
