"""Histories of every model that readers see, and deletes in those that there were; one statement writes its events at once."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


# What had no history before, and where its history stands.
BEGINNING = {
    "comparisons_category": "CategoryEvent",
    "comparisons_comparison": "ComparisonEvent",
    "comparisons_side": "SideEvent",
    "comparisons_row": "RowEvent",
    "comparisons_point": "PointEvent",
    "comparisons_equivalence": "EquivalenceEvent",
    "comparisons_equivalencecitation": "EquivalenceCitationEvent",
}


def record_what_there_is(apps, schema_editor):
    """A first event for every row, so that the first change after it can be told from what was there before."""
    with schema_editor.connection.cursor() as cursor:
        for table, model in BEGINNING.items():
            event = apps.get_model("comparisons", model)
            columns = [field.column for field in event._meta.concrete_fields if not field.name.startswith("pgh_")]
            listed = ", ".join(f'"{column}"' for column in columns)
            cursor.execute(
                f"INSERT INTO {event._meta.db_table} ({listed}, pgh_created_at, pgh_label, pgh_obj_id)"
                f" SELECT {listed}, now(), 'baseline', id FROM {table} ORDER BY id"
            )


class Migration(migrations.Migration):

    dependencies = [
        ('citations', '0009_histories_of_all_that_readers_see'),
        ('comparisons', '0010_notes_of_the_editions_there_are'),
        ('entities', '0004_indexes_of_lists_and_words'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='CategoryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('slug', models.CharField(help_text='First part of the address of its comparisons.', max_length=60)),
                ('name', models.CharField(max_length=60)),
                ('description', models.TextField(blank=True, help_text='One or two sentences for the index. Markdown.')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ComparisonEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('review', 'In review'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=12)),
                ('drafting', models.CharField(choices=[('human', 'Written by an editor'), ('ai-unchecked', 'Drafted with AI, not yet checked by a human editor'), ('ai-checked', 'Drafted with AI, checked by a human editor')], default='human', help_text='Shown to readers. Set “checked” only after reading the words against their sources.', max_length=12, verbose_name='who wrote it')),
                ('slug', models.CharField(help_text='Last part of the address. A change is remembered.', max_length=100)),
                ('title', models.CharField(max_length=160)),
                ('lede', models.TextField(help_text='One or two sentences: what is compared, and what the comparison cannot say. Markdown.')),
                ('outlook', models.TextField(blank=True, help_text='What would change the picture. The only place for judgement. Markdown.')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Order within the category, then by title.')),
                ('created', models.DateTimeField(auto_now_add=True, db_default=django.db.models.functions.datetime.Now())),
                ('modified', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EquivalenceCitationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('locator', models.CharField(blank=True, max_length=120)),
                ('stance', models.CharField(choices=[('supports', 'Supports'), ('disputes', 'Disputes'), ('context', 'Gives context')], default='supports', max_length=8)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EquivalenceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('review', 'In review'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=12)),
                ('drafting', models.CharField(choices=[('human', 'Written by an editor'), ('ai-unchecked', 'Drafted with AI, not yet checked by a human editor'), ('ai-checked', 'Drafted with AI, checked by a human editor')], default='human', help_text='Shown to readers. Set “checked” only after reading the words against their sources.', max_length=12, verbose_name='who wrote it')),
                ('slug', models.CharField(max_length=100)),
                ('name', models.CharField(help_text='As an assumption: “count one synapse as one parameter”.', max_length=120)),
                ('from_unit', models.CharField(max_length=60)),
                ('to_unit', models.CharField(max_length=60)),
                ('factor', models.DecimalField()),
                ('low', models.DecimalField(blank=True, null=True)),
                ('high', models.DecimalField(blank=True, null=True)),
                ('bound_kind', models.CharField(blank=True, choices=[('sd', 'standard deviation'), ('sem', 'standard error of the mean'), ('ci95', '95 % confidence interval'), ('observed-range', 'observed range'), ('order-of-magnitude', 'order of magnitude'), ('authors-estimate', 'author’s estimate'), ('not-stated', 'not stated')], max_length=20, verbose_name='low and high are')),
                ('used_by', models.TextField(help_text='Who calculates like this, and what for. Markdown.')),
                ('objections', models.TextField(help_text='Who objects, and why. Markdown.')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PointEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RowEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('comparability', models.CharField(blank=True, choices=[('equivalent', 'Equivalent'), ('analogous', 'Analogous'), ('loosely-analogous', 'Loosely analogous'), ('not-comparable', 'Not comparable')], help_text='Required before the comparison can be published.', max_length=17)),
                ('comparability_reason', models.TextField(blank=True, help_text='Where the analogy holds and where it breaks. Markdown.')),
                ('note', models.TextField(blank=True, help_text='What a reader should notice in this row. Markdown.')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SideEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('label', models.CharField(blank=True, help_text='Column head, if it should differ from the entity’s name.', max_length=60)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='category',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "comparisons_categoryevent" ("description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") SELECT new_values."description", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."slug" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='60e0aff1189be543767cb9d4eb5faa4756bf17d3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e23a7', referencing='REFERENCING NEW TABLE AS new_values ', table='comparisons_category', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='category',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "comparisons_categoryevent" ("description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") SELECT new_values."description", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."slug" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fee9a0ba26fa56cb38a72eecae04fff55ac5e058', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1d795', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='comparisons_category', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='category',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "comparisons_categoryevent" ("description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") SELECT old_values."description", old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."slug" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c23d06b40ecd819ace3f174b543f76ccf3339292', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bdb09', referencing='REFERENCING OLD TABLE AS old_values ', table='comparisons_category', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comparison',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "comparisons_comparisonevent" ("category_id", "created", "drafting", "id", "lede", "modified", "outlook", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "status", "title") SELECT new_values."category_id", new_values."created", new_values."drafting", new_values."id", new_values."lede", new_values."modified", new_values."outlook", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."slug", new_values."status", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9259588c8fdbf6f860ba5aed9bb246f879ec1831', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_88452', referencing='REFERENCING NEW TABLE AS new_values ', table='comparisons_comparison', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comparison',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "comparisons_comparisonevent" ("category_id", "created", "drafting", "id", "lede", "modified", "outlook", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "status", "title") SELECT new_values."category_id", new_values."created", new_values."drafting", new_values."id", new_values."lede", new_values."modified", new_values."outlook", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."slug", new_values."status", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f992ae530966d22561729fbe5863e97eaed503b9', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_bfd15', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='comparisons_comparison', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comparison',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "comparisons_comparisonevent" ("category_id", "created", "drafting", "id", "lede", "modified", "outlook", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "status", "title") SELECT old_values."category_id", old_values."created", old_values."drafting", old_values."id", old_values."lede", old_values."modified", old_values."outlook", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."slug", old_values."status", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0d760dbc5061ce2b6e59a29caf665519df4657d4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bc0bd', referencing='REFERENCING OLD TABLE AS old_values ', table='comparisons_comparison', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='equivalence',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "comparisons_equivalenceevent" ("bound_kind", "drafting", "factor", "from_unit", "high", "id", "low", "name", "objections", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "status", "to_unit", "used_by") SELECT new_values."bound_kind", new_values."drafting", new_values."factor", new_values."from_unit", new_values."high", new_values."id", new_values."low", new_values."name", new_values."objections", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."slug", new_values."status", new_values."to_unit", new_values."used_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b72498720767edd9aa295dba0deccb4db16ed347', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_68a99', referencing='REFERENCING NEW TABLE AS new_values ', table='comparisons_equivalence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='equivalence',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "comparisons_equivalenceevent" ("bound_kind", "drafting", "factor", "from_unit", "high", "id", "low", "name", "objections", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "status", "to_unit", "used_by") SELECT new_values."bound_kind", new_values."drafting", new_values."factor", new_values."from_unit", new_values."high", new_values."id", new_values."low", new_values."name", new_values."objections", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."slug", new_values."status", new_values."to_unit", new_values."used_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='42f61783b72c025411943c0a8ffb51941b0cf0f4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_5e8de', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='comparisons_equivalence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='equivalence',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "comparisons_equivalenceevent" ("bound_kind", "drafting", "factor", "from_unit", "high", "id", "low", "name", "objections", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "status", "to_unit", "used_by") SELECT old_values."bound_kind", old_values."drafting", old_values."factor", old_values."from_unit", old_values."high", old_values."id", old_values."low", old_values."name", old_values."objections", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."slug", old_values."status", old_values."to_unit", old_values."used_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f45c5e963162071e140b8bb2fdb4c06608a3ca62', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b469a', referencing='REFERENCING OLD TABLE AS old_values ', table='comparisons_equivalence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='equivalencecitation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "comparisons_equivalencecitationevent" ("equivalence_id", "id", "locator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_id", "stance") SELECT new_values."equivalence_id", new_values."id", new_values."locator", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."source_id", new_values."stance" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5483439e98826275b9df8ce5337e433904a3fe7b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_5ad7a', referencing='REFERENCING NEW TABLE AS new_values ', table='comparisons_equivalencecitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='equivalencecitation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "comparisons_equivalencecitationevent" ("equivalence_id", "id", "locator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_id", "stance") SELECT new_values."equivalence_id", new_values."id", new_values."locator", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."source_id", new_values."stance" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='17a772334ae0747aa2245d58659aa7ca1b27f3c2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d8fc3', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='comparisons_equivalencecitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='equivalencecitation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "comparisons_equivalencecitationevent" ("equivalence_id", "id", "locator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_id", "stance") SELECT old_values."equivalence_id", old_values."id", old_values."locator", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."source_id", old_values."stance" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d63c0f2961637bcc39df5769cbc48848c7b19b79', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_703d7', referencing='REFERENCING OLD TABLE AS old_values ', table='comparisons_equivalencecitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='point',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "comparisons_pointevent" ("claim_id", "comparison_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."claim_id", new_values."comparison_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5553f77f425c25e4405631c27932410575c66fc5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3e5b2', referencing='REFERENCING NEW TABLE AS new_values ', table='comparisons_point', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='point',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "comparisons_pointevent" ("claim_id", "comparison_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."claim_id", new_values."comparison_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5b8e115b822c083edbb2cc905b53d3c27968ac9e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_98ed4', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='comparisons_point', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='point',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "comparisons_pointevent" ("claim_id", "comparison_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT old_values."claim_id", old_values."comparison_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='aabe383f376d36c42770a9e4d0569a7e2a155f99', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ace47', referencing='REFERENCING OLD TABLE AS old_values ', table='comparisons_point', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='row',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "comparisons_rowevent" ("comparability", "comparability_reason", "comparison_id", "dimension_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."comparability", new_values."comparability_reason", new_values."comparison_id", new_values."dimension_id", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fbc2a2fce5fecad55272c6104f946510a58b42c7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_08c9b', referencing='REFERENCING NEW TABLE AS new_values ', table='comparisons_row', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='row',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "comparisons_rowevent" ("comparability", "comparability_reason", "comparison_id", "dimension_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."comparability", new_values."comparability_reason", new_values."comparison_id", new_values."dimension_id", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='91be7ee1ecd6795109a54f4743e74ea0e39289a5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_82590', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='comparisons_row', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='row',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "comparisons_rowevent" ("comparability", "comparability_reason", "comparison_id", "dimension_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT old_values."comparability", old_values."comparability_reason", old_values."comparison_id", old_values."dimension_id", old_values."id", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5db17efae20bf508ae35c347bb555d493c1ce5d7', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ed730', referencing='REFERENCING OLD TABLE AS old_values ', table='comparisons_row', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='side',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "comparisons_sideevent" ("comparison_id", "entity_id", "id", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."comparison_id", new_values."entity_id", new_values."id", new_values."label", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c2f3545728284afa0d81048ed5bf7edce3d0ec82', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_7cf51', referencing='REFERENCING NEW TABLE AS new_values ', table='comparisons_side', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='side',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "comparisons_sideevent" ("comparison_id", "entity_id", "id", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."comparison_id", new_values."entity_id", new_values."id", new_values."label", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e9f92f1a3b4abd024925229c243b457886a98bda', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b0c13', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='comparisons_side', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='side',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "comparisons_sideevent" ("comparison_id", "entity_id", "id", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT old_values."comparison_id", old_values."entity_id", old_values."id", old_values."label", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2655d4a2e7ceef710b36eee6a0d553061dce887b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_4c1cf', referencing='REFERENCING OLD TABLE AS old_values ', table='comparisons_side', when='AFTER')),
        ),
        migrations.AddField(
            model_name='categoryevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='categoryevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='comparisons.category'),
        ),
        migrations.AddField(
            model_name='comparisonevent',
            name='category',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='comparisons.category'),
        ),
        migrations.AddField(
            model_name='comparisonevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='comparisonevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='comparisons.comparison'),
        ),
        migrations.AddField(
            model_name='equivalencecitationevent',
            name='equivalence',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='comparisons.equivalence'),
        ),
        migrations.AddField(
            model_name='equivalencecitationevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='equivalencecitationevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='comparisons.equivalencecitation'),
        ),
        migrations.AddField(
            model_name='equivalencecitationevent',
            name='source',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='citations.source'),
        ),
        migrations.AddField(
            model_name='equivalenceevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='equivalenceevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='comparisons.equivalence'),
        ),
        migrations.AddField(
            model_name='pointevent',
            name='claim',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='entities.claim'),
        ),
        migrations.AddField(
            model_name='pointevent',
            name='comparison',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='comparisons.comparison'),
        ),
        migrations.AddField(
            model_name='pointevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='pointevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='comparisons.point'),
        ),
        migrations.AddField(
            model_name='rowevent',
            name='comparison',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='comparisons.comparison'),
        ),
        migrations.AddField(
            model_name='rowevent',
            name='dimension',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='entities.dimension'),
        ),
        migrations.AddField(
            model_name='rowevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='rowevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='comparisons.row'),
        ),
        migrations.AddField(
            model_name='sideevent',
            name='comparison',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='comparisons.comparison'),
        ),
        migrations.AddField(
            model_name='sideevent',
            name='entity',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='entities.entity'),
        ),
        migrations.AddField(
            model_name='sideevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='sideevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='comparisons.side'),
        ),
        migrations.RunPython(record_what_there_is, migrations.RunPython.noop, elidable=True),
    ]
