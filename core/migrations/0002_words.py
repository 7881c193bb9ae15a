"""What the filters by words stand on: trigrams, and a way to index the texts of an array."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

ARRAY_AS_TEXT = """
    CREATE FUNCTION array_as_text(texts text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT array_to_string(texts, ' ') $$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_revisions'),
    ]

    operations = [
        TrigramExtension(),
        migrations.RunSQL(ARRAY_AS_TEXT, "DROP FUNCTION array_as_text(text[])"),
    ]
