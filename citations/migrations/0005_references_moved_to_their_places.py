"""What stood in the wrong place for want of a better one goes to its own.

An author called “others” said that the list is cut off; a work that is no part of anything had a container, and a
preprint had the number of its server in the place of its pages.
"""

from typing import Any

from django.db import migrations
from django.db.models import F


def to_their_places(apps: Any, schema_editor: Any) -> None:
    sources = apps.get_model("citations", "Source").objects
    others = apps.get_model("citations", "Authorship").objects.filter(
        organisation__in=["others", "Others", "et al.", "et al"]
    )
    sources.filter(pk__in=others.values("source")).update(authors_incomplete=True)
    others.delete()
    wholes = sources.filter(type__in=["preprint", "book", "report", "dataset"]).exclude(container="")
    wholes.filter(publisher="").update(publisher=F("container"), container="")
    wholes.update(collection_title=F("container"), container="")
    sources.filter(type="preprint", number="").exclude(pages="").update(
        number=F("pages"), number_kind="preprint", pages=""
    )


class Migration(migrations.Migration):

    dependencies = [
        ('citations', '0004_references_in_full'),
    ]

    # Backwards there is nothing to do: every column of before is still there, and still read.
    operations = [migrations.RunPython(to_their_places, migrations.RunPython.noop)]
