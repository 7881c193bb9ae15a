"""Indexes for every order, filter and search that lists of comparisons offer; readers see the sources of equivalences."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comparisons', '0007_editions_are_found_by_number'),
        ('citations', '0007_public_sources_and_places'),
        ('entities', '0004_indexes_of_lists_and_words'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='comparison',
            index=models.Index(models.F('category'), models.F('position'), models.F('title'), name='comparison_of_category'),
        ),
        migrations.AddIndex(
            model_name='comparison',
            index=models.Index(models.F('position'), models.F('title'), name='comparison_by_position'),
        ),
        migrations.AddIndex(
            model_name='comparison',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('title')), 'gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('slug')), 'gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('lede')), 'gin_trgm_ops'), name='comparison_words'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('change_note')), 'gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('author_name')), 'gin_trgm_ops'), name='edition_words'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='equivalence',
            trigger=pgtrigger.compiler.Trigger(name='shows_its_sources', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO citations_publicsource (source_id) \n            SELECT citation.source_id FROM comparisons_equivalencecitation citation\n            JOIN comparisons_equivalence equivalence ON equivalence.id = equivalence_id\n            WHERE equivalence.status = 'published' AND equivalence.id = NEW.id\n         ON CONFLICT DO NOTHING\n; RETURN NULL;", hash='947cc9cc95b1cd82ed3403d570ffb633eaacda82', operation='UPDATE OF "status"', pgid='pgtrigger_shows_its_sources_21757', table='comparisons_equivalence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='equivalencecitation',
            trigger=pgtrigger.compiler.Trigger(name='shows_its_source', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM 1 FROM comparisons_equivalence WHERE id = NEW.equivalence_id FOR SHARE;\n            \n    INSERT INTO citations_publicsource (source_id) \n            SELECT citation.source_id FROM comparisons_equivalencecitation citation\n            JOIN comparisons_equivalence equivalence ON equivalence.id = equivalence_id\n            WHERE equivalence.status = 'published' AND citation.id = NEW.id\n         ON CONFLICT DO NOTHING\n;\n            RETURN NULL;\n        ", hash='a57de2995aace41126f533c90ab69a817d893cef', operation='INSERT OR UPDATE', pgid='pgtrigger_shows_its_source_e8cca', table='comparisons_equivalencecitation', when='AFTER')),
        ),
        # Fires the new trigger for those that are there.
        migrations.RunSQL(
            "UPDATE comparisons_equivalencecitation SET position = position", migrations.RunSQL.noop, elidable=True
        ),
    ]
