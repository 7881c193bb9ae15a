"""What readers are shown of the editions whose note a program wrote: what changed, worked out from the documents.

The editions themselves stay as they are. What a later version of the site would say is as good: the notes are worked
out by the code that is there when this runs, which can read every document that there ever was.
"""

from django.db import migrations

BATCH = 100

# How the loader, the list of comparisons, the check of sources and the admin's log once put it.
WRITTEN_BY_A_PROGRAM = (
    r"^(Loaded from the content files\."
    r"|Published from the list\."
    r"|Sources checked against the register of retractions on [-0-9]+\."
    r"|[A-Z][a-z]+( [a-z]+)* “.*”: (added|changed|deleted|no fields changed)\M.*\.)$"
)


def write_notes(apps, schema_editor):
    Edition = apps.get_model("comparisons", "Edition")
    DerivedNote = apps.get_model("comparisons", "DerivedNote")
    editions = Edition.objects.filter(change_note__regex=WRITTEN_BY_A_PROGRAM).order_by("pk")
    last = 0
    while batch := list(editions.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        notes = ((edition, note_of(edition, Edition)) for edition in batch)
        DerivedNote.objects.bulk_create(
            [DerivedNote(edition_id=edition.pk, note=note) for edition, note in notes if note], ignore_conflicts=True
        )


def note_of(edition, Edition):
    """What changed in it; "" where a document cannot be read: then the note stays what it was."""
    if edition.number == 1:
        return "First edition."
    from comparisons.documents import read_document
    from comparisons.edition_notes import note_between

    former = Edition.objects.get(comparison=edition.comparison_id, number=edition.number - 1)
    try:
        return note_between(read_document(former.document), read_document(edition.document))
    except (ValueError, KeyError, TypeError):
        return ""


class Migration(migrations.Migration):

    dependencies = [
        ('comparisons', '0009_roles_and_notes_of_editions'),
    ]

    operations = [
        migrations.RunPython(write_notes, migrations.RunPython.noop, elidable=True),
    ]
