"""What happened to a claim, for readers."""

from dataclasses import replace

from core.histories import Change, changes_in, events
from core.publishing_status import Status
from entities.models import Claim


def changes_of(claim: Claim) -> list[Change]:
    """The history of a claim, newest first; acts that changed nothing a reader sees are left out.

    It begins on the day when the claim was published: what stood in drafts is not the public's.

    One query, and one more for each kind of link that changed: the entity, the dimension.
    """
    changes = changes_in(events(Claim).filter(pgh_obj=claim.pk, status=Status.PUBLISHED), with_first_values=False)
    first = changes[-1] if changes else None
    return [
        replace(change, act="insert") if change is first else change
        for change in changes
        if change.fields or change is first
    ]
