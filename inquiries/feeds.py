"""/corrections.atom: what happens in the log of corrections."""

from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.utils.feedgenerator import Atom1Feed

from inquiries.models import Correction


class CorrectionsFeed(Feed):  # type: ignore[type-arg]
    """The last fifty tickets to which something happened: received, or decided."""

    feed_type = Atom1Feed
    title = "BrainMatter: corrections"
    subtitle = "Readers’ reports of errors, and what came of them."

    def link(self) -> str:
        return f"{settings.CANONICAL_ORIGIN}/corrections"

    def feed_url(self) -> str:
        return f"{settings.CANONICAL_ORIGIN}/corrections.atom"

    def items(self) -> "QuerySet[Correction]":
        return Correction.objects.by_last_event()[:50]

    def item_title(self, item: Correction) -> str:
        return f"Correction {item.pk}, {item.get_state_display().lower()}: {item.subject}"

    def item_description(self, item: Correction) -> str:
        """What is public of it, as plain text: the generator escapes it."""
        parts = [item.report] if item.is_released else ["The text of the report is not released yet."]
        if item.outcome:
            parts.append(f"Outcome: {item.outcome}")
        if item.outcome_edition:
            parts.append(f"Before: {item.before}\nAfter: {item.after}\nEdition: {item.outcome_edition}")
        return "\n\n".join(parts)

    def item_link(self, item: Correction) -> str:
        return f"{settings.CANONICAL_ORIGIN}{item.get_absolute_url()}"

    def item_guid(self, item: Correction) -> str:
        return self.item_link(item)

    def item_pubdate(self, item: Correction) -> datetime:
        return item.received_at

    def item_updateddate(self, item: Correction) -> datetime:
        return item.closed_at or item.received_at
