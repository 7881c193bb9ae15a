"""Which sources readers see and where claims stand on their dimensions, in tables that triggers keep; indexes for lists."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# What is there already; then the tables are closed to every other hand. The checks of the new rows come due before the
# tables are changed.
FILL = """
    INSERT INTO citations_publicsource (source_id)
    SELECT DISTINCT source.id FROM citations_source source
        JOIN citations_citationevent cited ON cited.source_id = source.id
        JOIN entities_claimevent claim ON claim.pgh_obj_id = cited.claim_id AND claim.status = 'published';
    INSERT INTO citations_placeondimension (claim_id, dimension_id, size, public_id)
    SELECT claim.id, claim.dimension_id, coalesce((
        SELECT CASE
            WHEN count(*) FILTER (WHERE rank = 'preferred') > 0 THEN max(size) FILTER (WHERE rank = 'preferred')
            WHEN count(*) FILTER (WHERE rank = 'normal') = 1 THEN max(size) FILTER (WHERE rank = 'normal')
        END
        FROM (
            SELECT rank, coalesce(canonical_value, canonical_high, canonical_low) AS size FROM citations_citation
            WHERE claim_id = claim.id AND stance = 'supports' AND figure_text <> ''
        ) AS figure
    ), '-Infinity'), claim.public_id
    FROM entities_claim claim WHERE claim.dimension_id IS NOT NULL;
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('citations', '0006_references_told_apart'),
        ('entities', '0004_indexes_of_lists_and_words'),
    ]

    operations = [
        migrations.CreateModel(
            name='PlaceOnDimension',
            fields=[
                ('claim', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='place', serialize=False, to='entities.claim')),
                ('size', models.FloatField()),
                ('public_id', models.CharField(max_length=120)),
            ],
            options={
                'ordering': ['dimension', '-size', 'public_id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PublicSource',
            fields=[
                ('source', models.OneToOneField(on_delete=django.db.models.deletion.DB_CASCADE, primary_key=True, related_name='made_public', serialize=False, to='citations.source')),
            ],
            options={
                'ordering': ['source'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CitedClaim',
            fields=[
            ],
            options={
                'ordering': ['public_id'],
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('entities.claim',),
        ),
        migrations.CreateModel(
            name='PlacingCitation',
            fields=[
            ],
            options={
                'ordering': ['claim', 'position', 'id'],
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('citations.citation',),
        ),
        migrations.AddIndex(
            model_name='authorship',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('family')), 'gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('organisation')), 'gin_trgm_ops'), name='authorship_words'),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(models.F('source'), models.F('claim'), models.F('position'), models.F('id'), name='citation_of_source'),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(models.F('claim'), models.F('position'), models.F('id'), name='citation_of_claim'),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(models.F('stance'), models.F('claim'), models.F('position'), models.F('id'), name='citation_by_stance'),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(models.F('rank'), models.F('claim'), models.F('position'), models.F('id'), name='citation_by_rank'),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(models.F('second_hand'), models.F('claim'), models.F('position'), models.F('id'), name='citation_by_hand'),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('figure_text')), 'gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('locator')), 'gin_trgm_ops'), name='citation_words'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(models.F('tier'), models.F('key'), name='source_of_tier'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(models.F('type'), models.F('key'), name='source_of_type'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(models.F('publication_status'), models.F('key'), name='source_by_status'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(models.F('year'), models.F('key'), name='source_of_year'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('key')), 'gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('title')), 'gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('container')), 'gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('event_title')), 'gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('publisher')), 'gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('doi')), 'gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('arxiv')), 'gin_trgm_ops'), name='source_words'),
        ),
        migrations.AddField(
            model_name='placeondimension',
            name='dimension',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='places', to='entities.dimension'),
        ),
        migrations.AddIndex(
            model_name='placeondimension',
            index=models.Index(models.F('dimension'), models.OrderBy(models.F('size'), descending=True), models.F('public_id'), name='place_largest_first'),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop, elidable=True),
        pgtrigger.migrations.AddTrigger(
            model_name='publicsource',
            trigger=pgtrigger.compiler.Trigger(name='written_by_triggers_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'This follows from claims and citations: change those.'\n                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'derived_rows_written_by_triggers_only';\n            END IF;\n            RETURN coalesce(NEW, OLD);\n        ", hash='c301ebc82d616e1ab7d601c7af46d32394ab7946', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_by_triggers_only_b2ad0', table='citations_publicsource', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publicsource',
            trigger=pgtrigger.compiler.Trigger(name='makes_a_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF coalesce(current_setting('brainmatter.revised', true), '') = '' THEN\n        INSERT INTO core_revisionstep DEFAULT VALUES;\n        PERFORM set_config('brainmatter.revised', 'yes', true);\n    END IF;\n    RETURN NULL;\n", hash='e6560c5cede828259dec8673d9cb5e60a7e96eba', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_makes_a_revision_301f2', table='citations_publicsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citedclaim',
            trigger=pgtrigger.compiler.Trigger(name='shows_its_sources', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."status" = \'published\' AND OLD."status" <> \'published\')', func='\n    INSERT INTO citations_publicsource (source_id) SELECT source_id FROM citations_citation WHERE claim_id = NEW.id ON CONFLICT DO NOTHING\n; RETURN NULL;', hash='233f6d5d1d4f7eb1f396e5adf2956141056aa5c4', operation='UPDATE OF "status"', pgid='pgtrigger_shows_its_sources_e7422', table='entities_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citedclaim',
            trigger=pgtrigger.compiler.Trigger(name='has_a_place', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            \n    INSERT INTO citations_placeondimension AS place (claim_id, dimension_id, size, public_id)\n    SELECT claim.id, claim.dimension_id, coalesce((\n        SELECT CASE\n            WHEN count(*) FILTER (WHERE rank = 'preferred') > 0 THEN max(size) FILTER (WHERE rank = 'preferred')\n            WHEN count(*) FILTER (WHERE rank = 'normal') = 1 THEN max(size) FILTER (WHERE rank = 'normal')\n        END\n        FROM (\n            SELECT rank, coalesce(canonical_value, canonical_high, canonical_low) AS size FROM citations_citation\n            WHERE claim_id = claim.id AND stance = 'supports' AND figure_text <> ''\n        ) AS figure\n    ), '-Infinity'), claim.public_id\n    FROM entities_claim claim WHERE claim.id = NEW.id AND claim.dimension_id IS NOT NULL\n    ON CONFLICT (claim_id) DO UPDATE SET dimension_id = excluded.dimension_id, size = excluded.size\n        WHERE (place.dimension_id, place.size) IS DISTINCT FROM (excluded.dimension_id, excluded.size)\n;\n            IF NEW.dimension_id IS NULL THEN\n                DELETE FROM citations_placeondimension WHERE claim_id = NEW.id;\n            END IF;\n            RETURN NULL;\n        ", hash='0d7e5635bbce6791b9bd6e7f8e39182fee7fe34e', operation='INSERT OR UPDATE OF "dimension_id"', pgid='pgtrigger_has_a_place_33568', table='entities_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citedclaim',
            trigger=pgtrigger.compiler.Trigger(name='leaves_its_place', sql=pgtrigger.compiler.UpsertTriggerSql(func='DELETE FROM citations_placeondimension WHERE claim_id = OLD.id; RETURN NULL;', hash='df6c2b49b6830527216498df96f164b7b5170ed3', operation='DELETE', pgid='pgtrigger_leaves_its_place_34e0e', table='entities_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placingcitation',
            trigger=pgtrigger.compiler.Trigger(name='places_its_claim', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                PERFORM 1 FROM entities_claim WHERE id = NEW.claim_id FOR SHARE;\n            END IF;\n            PERFORM 1 FROM citations_placeondimension WHERE claim_id IN (OLD.claim_id, NEW.claim_id)\n                ORDER BY claim_id FOR UPDATE;\n            \n    INSERT INTO citations_placeondimension AS place (claim_id, dimension_id, size, public_id)\n    SELECT claim.id, claim.dimension_id, coalesce((\n        SELECT CASE\n            WHEN count(*) FILTER (WHERE rank = 'preferred') > 0 THEN max(size) FILTER (WHERE rank = 'preferred')\n            WHEN count(*) FILTER (WHERE rank = 'normal') = 1 THEN max(size) FILTER (WHERE rank = 'normal')\n        END\n        FROM (\n            SELECT rank, coalesce(canonical_value, canonical_high, canonical_low) AS size FROM citations_citation\n            WHERE claim_id = claim.id AND stance = 'supports' AND figure_text <> ''\n        ) AS figure\n    ), '-Infinity'), claim.public_id\n    FROM entities_claim claim WHERE claim.id IN (OLD.claim_id, NEW.claim_id) AND claim.dimension_id IS NOT NULL\n    ON CONFLICT (claim_id) DO UPDATE SET dimension_id = excluded.dimension_id, size = excluded.size\n        WHERE (place.dimension_id, place.size) IS DISTINCT FROM (excluded.dimension_id, excluded.size)\n;\n            IF TG_OP <> 'DELETE' THEN\n                \n    INSERT INTO citations_publicsource (source_id) SELECT NEW.source_id FROM entities_claim WHERE id = NEW.claim_id AND status = 'published' ON CONFLICT DO NOTHING\n;\n            END IF;\n            RETURN NULL;\n        ", hash='0713110fac7ec0d4e3ffeb1f553920a76f501e2b', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_places_its_claim_04c5e', table='citations_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeondimension',
            trigger=pgtrigger.compiler.Trigger(name='written_by_triggers_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'This follows from claims and citations: change those.'\n                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'derived_rows_written_by_triggers_only';\n            END IF;\n            RETURN coalesce(NEW, OLD);\n        ", hash='deecd994cde6f230853789155ba5e60389742558', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_by_triggers_only_ae874', table='citations_placeondimension', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeondimension',
            trigger=pgtrigger.compiler.Trigger(name='makes_a_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF coalesce(current_setting('brainmatter.revised', true), '') = '' THEN\n        INSERT INTO core_revisionstep DEFAULT VALUES;\n        PERFORM set_config('brainmatter.revised', 'yes', true);\n    END IF;\n    RETURN NULL;\n", hash='d43439bd12af9d49b172c39c927407999abb7067', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_makes_a_revision_cc684', table='citations_placeondimension', when='AFTER')),
        ),
    ]
