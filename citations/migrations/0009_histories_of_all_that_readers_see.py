"""Histories of every model that readers see, and deletes in those that there were; one statement writes its events at once."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


# What had no history before, and where its history stands.
BEGINNING = {
    "citations_authorship": "AuthorshipEvent",
}


def record_what_there_is(apps, schema_editor):
    """A first event for every row, so that the first change after it can be told from what was there before."""
    with schema_editor.connection.cursor() as cursor:
        for table, model in BEGINNING.items():
            event = apps.get_model("citations", model)
            columns = [field.column for field in event._meta.concrete_fields if not field.name.startswith("pgh_")]
            listed = ", ".join(f'"{column}"' for column in columns)
            cursor.execute(
                f"INSERT INTO {event._meta.db_table} ({listed}, pgh_created_at, pgh_label, pgh_obj_id)"
                f" SELECT {listed}, now(), 'baseline', id FROM {table} ORDER BY id"
            )


class Migration(migrations.Migration):

    dependencies = [
        ('citations', '0008_authors_ordered_within_their_source'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuthorshipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('author', 'Author'), ('editor', 'Editor')], default='author', max_length=6)),
                ('position', models.PositiveSmallIntegerField()),
                ('family', models.CharField(blank=True, max_length=120)),
                ('given', models.CharField(blank=True, max_length=120)),
                ('organisation', models.CharField(blank=True, help_text='Instead of a person.', max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='citation',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='citation',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='source',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='source',
            name='update_update',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='authorship',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "citations_authorshipevent" ("family", "given", "id", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role", "source_id") SELECT new_values."family", new_values."given", new_values."id", new_values."organisation", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."role", new_values."source_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='49d7074b36dd26c95c0efcac2e4d89a50118147b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9d87f', referencing='REFERENCING NEW TABLE AS new_values ', table='citations_authorship', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='authorship',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "citations_authorshipevent" ("family", "given", "id", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role", "source_id") SELECT new_values."family", new_values."given", new_values."id", new_values."organisation", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."role", new_values."source_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5dbb827ca6c94f7a1039acd6cb3fbcc7eb44a373', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_656fc', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='citations_authorship', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='authorship',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "citations_authorshipevent" ("family", "given", "id", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role", "source_id") SELECT old_values."family", old_values."given", old_values."id", old_values."organisation", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."role", old_values."source_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1d1456babb9d71fed841f950d1595c19ed325f34', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_72dd2', referencing='REFERENCING OLD TABLE AS old_values ', table='citations_authorship', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "citations_citationevent" ("bound_kind", "canonical_high", "canonical_low", "canonical_value", "claim_id", "conditions", "figure_text", "high", "id", "locator", "low", "method", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rank", "rank_reason", "sample_size", "scope", "second_hand", "sense", "source_id", "stance", "unit", "value", "year") SELECT new_values."bound_kind", new_values."canonical_high", new_values."canonical_low", new_values."canonical_value", new_values."claim_id", new_values."conditions", new_values."figure_text", new_values."high", new_values."id", new_values."locator", new_values."low", new_values."method", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."rank", new_values."rank_reason", new_values."sample_size", new_values."scope", new_values."second_hand", new_values."sense", new_values."source_id", new_values."stance", new_values."unit", new_values."value", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='78c125ae9171fc38d8dbaa9d040cd54453da122a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ea467', referencing='REFERENCING NEW TABLE AS new_values ', table='citations_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "citations_citationevent" ("bound_kind", "canonical_high", "canonical_low", "canonical_value", "claim_id", "conditions", "figure_text", "high", "id", "locator", "low", "method", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rank", "rank_reason", "sample_size", "scope", "second_hand", "sense", "source_id", "stance", "unit", "value", "year") SELECT new_values."bound_kind", new_values."canonical_high", new_values."canonical_low", new_values."canonical_value", new_values."claim_id", new_values."conditions", new_values."figure_text", new_values."high", new_values."id", new_values."locator", new_values."low", new_values."method", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."rank", new_values."rank_reason", new_values."sample_size", new_values."scope", new_values."second_hand", new_values."sense", new_values."source_id", new_values."stance", new_values."unit", new_values."value", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9df90ae5656604fbb21efbcf3fe3d0e4a8b4897f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c5431', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='citations_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "citations_citationevent" ("bound_kind", "canonical_high", "canonical_low", "canonical_value", "claim_id", "conditions", "figure_text", "high", "id", "locator", "low", "method", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rank", "rank_reason", "sample_size", "scope", "second_hand", "sense", "source_id", "stance", "unit", "value", "year") SELECT old_values."bound_kind", old_values."canonical_high", old_values."canonical_low", old_values."canonical_value", old_values."claim_id", old_values."conditions", old_values."figure_text", old_values."high", old_values."id", old_values."locator", old_values."low", old_values."method", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."rank", old_values."rank_reason", old_values."sample_size", old_values."scope", old_values."second_hand", old_values."sense", old_values."source_id", old_values."stance", old_values."unit", old_values."value", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5f7c1d3336481a25437980575f073673a7d35a43', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_31aa5', referencing='REFERENCING OLD TABLE AS old_values ', table='citations_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "citations_sourceevent" ("arxiv", "authors_incomplete", "collection_title", "container", "created", "day", "doi", "edition", "event_title", "id", "isbn", "issue", "key", "modified", "month", "number", "number_kind", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pmid", "publication_status", "publisher", "publisher_place", "status_checked_on", "status_note", "tier", "title", "type", "url", "version", "volume", "year") SELECT new_values."arxiv", new_values."authors_incomplete", new_values."collection_title", new_values."container", new_values."created", new_values."day", new_values."doi", new_values."edition", new_values."event_title", new_values."id", new_values."isbn", new_values."issue", new_values."key", new_values."modified", new_values."month", new_values."number", new_values."number_kind", new_values."pages", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."pmid", new_values."publication_status", new_values."publisher", new_values."publisher_place", new_values."status_checked_on", new_values."status_note", new_values."tier", new_values."title", new_values."type", new_values."url", new_values."version", new_values."volume", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='58fc8eeace760d2785858fe895feb89e22eded77', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ad0df', referencing='REFERENCING NEW TABLE AS new_values ', table='citations_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "citations_sourceevent" ("arxiv", "authors_incomplete", "collection_title", "container", "created", "day", "doi", "edition", "event_title", "id", "isbn", "issue", "key", "modified", "month", "number", "number_kind", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pmid", "publication_status", "publisher", "publisher_place", "status_checked_on", "status_note", "tier", "title", "type", "url", "version", "volume", "year") SELECT new_values."arxiv", new_values."authors_incomplete", new_values."collection_title", new_values."container", new_values."created", new_values."day", new_values."doi", new_values."edition", new_values."event_title", new_values."id", new_values."isbn", new_values."issue", new_values."key", new_values."modified", new_values."month", new_values."number", new_values."number_kind", new_values."pages", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."pmid", new_values."publication_status", new_values."publisher", new_values."publisher_place", new_values."status_checked_on", new_values."status_note", new_values."tier", new_values."title", new_values."type", new_values."url", new_values."version", new_values."volume", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fde1e1aa292ea655564b6b99dbcbe90871d14c33', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_3a022', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='citations_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "citations_sourceevent" ("arxiv", "authors_incomplete", "collection_title", "container", "created", "day", "doi", "edition", "event_title", "id", "isbn", "issue", "key", "modified", "month", "number", "number_kind", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pmid", "publication_status", "publisher", "publisher_place", "status_checked_on", "status_note", "tier", "title", "type", "url", "version", "volume", "year") SELECT old_values."arxiv", old_values."authors_incomplete", old_values."collection_title", old_values."container", old_values."created", old_values."day", old_values."doi", old_values."edition", old_values."event_title", old_values."id", old_values."isbn", old_values."issue", old_values."key", old_values."modified", old_values."month", old_values."number", old_values."number_kind", old_values."pages", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."pmid", old_values."publication_status", old_values."publisher", old_values."publisher_place", old_values."status_checked_on", old_values."status_note", old_values."tier", old_values."title", old_values."type", old_values."url", old_values."version", old_values."volume", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='86427caaf62bac7a7e0d4c5ae0084c34609f375d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7557d', referencing='REFERENCING OLD TABLE AS old_values ', table='citations_source', when='AFTER')),
        ),
        migrations.AddField(
            model_name='authorshipevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='authorshipevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='citations.authorship'),
        ),
        migrations.AddField(
            model_name='authorshipevent',
            name='source',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='citations.source'),
        ),
        migrations.RunPython(record_what_there_is, migrations.RunPython.noop, elidable=True),
    ]
