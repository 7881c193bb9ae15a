"""What happened to a claim, for readers."""

from core.histories import Change, changes_in, events
from entities.models import Claim


def changes_of(claim: Claim) -> list[Change]:
    """The history of a claim, newest first; acts that changed nothing a reader sees are left out.

    One query, and one more for each kind of link that changed: the entity, the dimension.
    """
    changes = changes_in(events(Claim).filter(pgh_obj=claim.pk), with_first_values=False)
    return [change for change in changes if change.fields or change.act == "insert"]
