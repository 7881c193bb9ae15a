"""Histories of every model that readers see, and deletes in those that there were; one statement writes its events at once."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


# What had no history before, and where its history stands.
BEGINNING = {
    "entities_entity": "EntityEvent",
    "entities_entity_related": "EntityRelationEvent",
    "entities_dimensiongroup": "DimensionGroupEvent",
    "entities_dimension": "DimensionEvent",
}


def record_what_there_is(apps, schema_editor):
    """A first event for every row, so that the first change after it can be told from what was there before."""
    with schema_editor.connection.cursor() as cursor:
        for table, model in BEGINNING.items():
            event = apps.get_model("entities", model)
            columns = [field.column for field in event._meta.concrete_fields if not field.name.startswith("pgh_")]
            listed = ", ".join(f'"{column}"' for column in columns)
            cursor.execute(
                f"INSERT INTO {event._meta.db_table} ({listed}, pgh_created_at, pgh_label, pgh_obj_id)"
                f" SELECT {listed}, now(), 'baseline', id FROM {table} ORDER BY id"
            )


class Migration(migrations.Migration):

    dependencies = [
        ('entities', '0004_indexes_of_lists_and_words'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='DimensionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('review', 'In review'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=12)),
                ('slug', models.CharField(help_text='Part of the public address. A change is remembered.', max_length=100)),
                ('name', models.CharField(max_length=120)),
                ('definition', models.TextField(help_text='One sentence that says exactly what is measured or described.')),
                ('not_to_be_confused_with', models.TextField(blank=True, help_text='What a reader might mistake this for. Optional.')),
                ('value_kind', models.CharField(choices=[('text', 'Text'), ('quantity', 'Quantity')], default='text', max_length=8)),
                ('unit', models.CharField(blank=True, help_text='For a quantity: the unit in which figures are sorted and plotted, such as J / synaptic_event.', max_length=60, verbose_name='canonical unit')),
                ('unlike_units', models.BooleanField(default=False, help_text='Off: every figure converts into the canonical unit. On: figures may count different things, such as neurons and parameters; a row on such a dimension is never equivalent.', verbose_name='sets unlike units against each other')),
                ('scale', models.CharField(choices=[('linear', 'Linear'), ('log', 'Logarithmic')], default='linear', max_length=6)),
                ('review_interval_months', models.PositiveSmallIntegerField(blank=True, help_text='After how many months a claim here counts as stale. Leave it empty for never.', null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DimensionGroupEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('slug', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=60)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EntityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('review', 'In review'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=12)),
                ('drafting', models.CharField(choices=[('human', 'Written by an editor'), ('ai-unchecked', 'Drafted with AI, not yet checked by a human editor'), ('ai-checked', 'Drafted with AI, checked by a human editor')], default='human', help_text='Shown to readers. Set “checked” only after reading the words against their sources.', max_length=12, verbose_name='who wrote it')),
                ('slug', models.CharField(help_text='Part of the public address. A change is remembered: the old address redirects.', max_length=100)),
                ('name', models.CharField(max_length=120)),
                ('realm', models.CharField(choices=[('biological', 'Biological'), ('artificial', 'Artificial'), ('theoretical', 'Theoretical')], max_length=12)),
                ('kind', models.CharField(choices=[('concept', 'Concept'), ('cell', 'Cell'), ('structure', 'Structure'), ('organism', 'Organism'), ('model', 'Model'), ('algorithm', 'Algorithm'), ('hardware', 'Hardware'), ('organisation', 'Organisation'), ('phenomenon', 'Phenomenon')], max_length=12)),
                ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, help_text='Other names, separated by commas.')),
                ('definition', models.TextField(help_text='At most 60 words, for a curious reader. Markdown.')),
                ('wikidata', models.CharField(blank=True, help_text='Such as Q1073.', max_length=16, verbose_name='Wikidata id')),
                ('created', models.DateTimeField(auto_now_add=True, db_default=django.db.models.functions.datetime.Now())),
                ('modified', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EntityRelationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='claim',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='claim',
            name='update_update',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "entities_claimevent" ("as_of", "created", "dimension_id", "drafting", "entity_id", "id", "kind", "missing", "modified", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "status", "text") SELECT new_values."as_of", new_values."created", new_values."dimension_id", new_values."drafting", new_values."entity_id", new_values."id", new_values."kind", new_values."missing", new_values."modified", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."public_id", new_values."status", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4afb42670b6c4270f73e582cc8606eebf559a633', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_372d2', referencing='REFERENCING NEW TABLE AS new_values ', table='entities_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "entities_claimevent" ("as_of", "created", "dimension_id", "drafting", "entity_id", "id", "kind", "missing", "modified", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "status", "text") SELECT new_values."as_of", new_values."created", new_values."dimension_id", new_values."drafting", new_values."entity_id", new_values."id", new_values."kind", new_values."missing", new_values."modified", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."public_id", new_values."status", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='22dd3a48c03ef33ae252e1193056f84ec5731374', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_05a74', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='entities_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "entities_claimevent" ("as_of", "created", "dimension_id", "drafting", "entity_id", "id", "kind", "missing", "modified", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "status", "text") SELECT old_values."as_of", old_values."created", old_values."dimension_id", old_values."drafting", old_values."entity_id", old_values."id", old_values."kind", old_values."missing", old_values."modified", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."public_id", old_values."status", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0a5df1284ef92e8561a0363640ff7bec92117db1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_429b6', referencing='REFERENCING OLD TABLE AS old_values ', table='entities_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dimension',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "entities_dimensionevent" ("definition", "group_id", "id", "name", "not_to_be_confused_with", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_interval_months", "scale", "slug", "status", "unit", "unlike_units", "value_kind") SELECT new_values."definition", new_values."group_id", new_values."id", new_values."name", new_values."not_to_be_confused_with", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."review_interval_months", new_values."scale", new_values."slug", new_values."status", new_values."unit", new_values."unlike_units", new_values."value_kind" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='46a335e7ecaa68fc74c1b50c5e7afa58a8ff1133', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c303d', referencing='REFERENCING NEW TABLE AS new_values ', table='entities_dimension', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dimension',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "entities_dimensionevent" ("definition", "group_id", "id", "name", "not_to_be_confused_with", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_interval_months", "scale", "slug", "status", "unit", "unlike_units", "value_kind") SELECT new_values."definition", new_values."group_id", new_values."id", new_values."name", new_values."not_to_be_confused_with", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."review_interval_months", new_values."scale", new_values."slug", new_values."status", new_values."unit", new_values."unlike_units", new_values."value_kind" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='66a7583e6b0799046df5058704fa427d94d560d3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a20d5', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='entities_dimension', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dimension',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "entities_dimensionevent" ("definition", "group_id", "id", "name", "not_to_be_confused_with", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_interval_months", "scale", "slug", "status", "unit", "unlike_units", "value_kind") SELECT old_values."definition", old_values."group_id", old_values."id", old_values."name", old_values."not_to_be_confused_with", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."review_interval_months", old_values."scale", old_values."slug", old_values."status", old_values."unit", old_values."unlike_units", old_values."value_kind" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ba69e3fd5cf53fa2c0104cb4292bc7a98340c998', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_df329', referencing='REFERENCING OLD TABLE AS old_values ', table='entities_dimension', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dimensiongroup',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "entities_dimensiongroupevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") SELECT new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."slug" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6aa797cac2f1d496a9a9cbb4ce18b15d524ca3d4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9eb34', referencing='REFERENCING NEW TABLE AS new_values ', table='entities_dimensiongroup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dimensiongroup',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "entities_dimensiongroupevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") SELECT new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."slug" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7cf377f2ec9155586472b7bde44cb9cfcfc23f75', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_07f4d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='entities_dimensiongroup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dimensiongroup',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "entities_dimensiongroupevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") SELECT old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."slug" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a4dd4e28691c7c649fea113f2201ab09832253c2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_61911', referencing='REFERENCING OLD TABLE AS old_values ', table='entities_dimensiongroup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entity',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "entities_entityevent" ("aliases", "created", "definition", "drafting", "id", "kind", "modified", "name", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "realm", "slug", "status", "wikidata") SELECT new_values."aliases", new_values."created", new_values."definition", new_values."drafting", new_values."id", new_values."kind", new_values."modified", new_values."name", new_values."part_of_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."realm", new_values."slug", new_values."status", new_values."wikidata" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f29b0b403433fe0c47b5aed5bbd76542d419aa12', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_10f03', referencing='REFERENCING NEW TABLE AS new_values ', table='entities_entity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entity',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "entities_entityevent" ("aliases", "created", "definition", "drafting", "id", "kind", "modified", "name", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "realm", "slug", "status", "wikidata") SELECT new_values."aliases", new_values."created", new_values."definition", new_values."drafting", new_values."id", new_values."kind", new_values."modified", new_values."name", new_values."part_of_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."realm", new_values."slug", new_values."status", new_values."wikidata" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='78d95be71a2e748bbef01f13b5f50347a071f09f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1c1de', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='entities_entity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entity',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "entities_entityevent" ("aliases", "created", "definition", "drafting", "id", "kind", "modified", "name", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "realm", "slug", "status", "wikidata") SELECT old_values."aliases", old_values."created", old_values."definition", old_values."drafting", old_values."id", old_values."kind", old_values."modified", old_values."name", old_values."part_of_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."realm", old_values."slug", old_values."status", old_values."wikidata" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d685f3d02b527583fb3a1a02a35ea3ab618b715e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ab189', referencing='REFERENCING OLD TABLE AS old_values ', table='entities_entity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entityrelation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "entities_entityrelationevent" ("from_entity_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_entity_id") SELECT new_values."from_entity_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."to_entity_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f002a0ed3aeca732903c3252986e07b12dfee655', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_fdcdb', referencing='REFERENCING NEW TABLE AS new_values ', table='entities_entity_related', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entityrelation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "entities_entityrelationevent" ("from_entity_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_entity_id") SELECT new_values."from_entity_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."to_entity_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8075697cc924a580119f675b7fd7ea125476b14f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_9bf33', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='entities_entity_related', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entityrelation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "entities_entityrelationevent" ("from_entity_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_entity_id") SELECT old_values."from_entity_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."to_entity_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a306ec55bff61ceaca296a7196dc0140838df432', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_31419', referencing='REFERENCING OLD TABLE AS old_values ', table='entities_entity_related', when='AFTER')),
        ),
        migrations.AddField(
            model_name='dimensionevent',
            name='group',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='entities.dimensiongroup'),
        ),
        migrations.AddField(
            model_name='dimensionevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='dimensionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='entities.dimension'),
        ),
        migrations.AddField(
            model_name='dimensiongroupevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='dimensiongroupevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='entities.dimensiongroup'),
        ),
        migrations.AddField(
            model_name='entityevent',
            name='part_of',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='entities.entity'),
        ),
        migrations.AddField(
            model_name='entityevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='entityevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='entities.entity'),
        ),
        migrations.AddField(
            model_name='entityrelationevent',
            name='from_entity',
            field=models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='entities.entity'),
        ),
        migrations.AddField(
            model_name='entityrelationevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='entityrelationevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='entities.entityrelation'),
        ),
        migrations.AddField(
            model_name='entityrelationevent',
            name='to_entity',
            field=models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='entities.entity'),
        ),
        migrations.RunPython(record_what_there_is, migrations.RunPython.noop, elidable=True),
    ]
