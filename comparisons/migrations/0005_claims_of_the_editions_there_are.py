"""What the editions made so far show, read from their documents; then the table is closed to every other hand."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

BATCH = 200

RECORD_CLAIMS = """
    INSERT INTO comparisons_editionclaim (edition_id, claim, place)
    SELECT edition.id, shown.claim, shown.place
    FROM comparisons_edition edition, LATERAL (
        SELECT jsonb_path_query(edition.document, '$.rows[*].cells[*].claim') #>> '{}', 'cell'
        UNION ALL
        SELECT jsonb_path_query(edition.document, '$.points[*].strengths[*].claim') #>> '{}', 'strength'
        UNION ALL
        SELECT jsonb_path_query(edition.document, '$.points[*].weaknesses[*].claim') #>> '{}', 'weakness'
        UNION ALL
        SELECT jsonb_path_query(edition.document, '$.findings[*].claim') #>> '{}', 'finding'
    ) AS shown (claim, place)
    WHERE shown.claim <> '' AND edition.id = ANY(%s)
    ON CONFLICT DO NOTHING
"""


def record_claims(apps, schema_editor):
    editions = apps.get_model("comparisons", "Edition").objects.order_by("pk").values_list("pk", flat=True)
    with schema_editor.connection.cursor() as cursor:
        last = 0
        while batch := list(editions.filter(pk__gt=last)[:BATCH]):
            cursor.execute(RECORD_CLAIMS, [batch])
            last = batch[-1]
        # The checks of the new rows come due before the table itself is changed.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):

    dependencies = [
        ('comparisons', '0004_edition_claims'),
    ]

    operations = [
        migrations.RunPython(record_claims, migrations.RunPython.noop, elidable=True),
        pgtrigger.migrations.AddTrigger(
            model_name='editionclaim',
            trigger=pgtrigger.compiler.Trigger(name='only_as_its_edition_says', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'What an edition shows is read from its document, never entered.'\n                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'edition_claim_only_from_its_document';\n            END IF;\n            RETURN NEW;\n        ", hash='b6d73a820a83c88ebc2bb1f6285b17110eb99ede', operation='INSERT', pgid='pgtrigger_only_as_its_edition_says_5e0d8', table='comparisons_editionclaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='editionclaim',
            trigger=pgtrigger.compiler.Trigger(name='never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            RAISE EXCEPTION 'An edition is never changed or deleted: publish a new one instead.'\n                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'edition_never_changes';\n        ", hash='29777e4152a6b47fd92a670d89915164040146eb', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changes_62a52', table='comparisons_editionclaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='editionclaim',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF current_database() NOT LIKE 'test%' THEN\n                RAISE EXCEPTION 'Editions are kept for ever.'\n                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'edition_never_changes';\n            END IF;\n            RETURN NULL;\n        ", hash='b1f41626f15d5494d2b16972f4451985b803b350', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_92d54', table='comparisons_editionclaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='editionclaim',
            trigger=pgtrigger.compiler.Trigger(name='makes_a_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF coalesce(current_setting('brainmatter.revised', true), '') = '' THEN\n        INSERT INTO core_revisionstep DEFAULT VALUES;\n        PERFORM set_config('brainmatter.revised', 'yes', true);\n    END IF;\n    RETURN NULL;\n", hash='b9853d9d8e467d7fe389b02cf0f6ed70bed1d73c', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_makes_a_revision_fad4e', table='comparisons_editionclaim', when='AFTER')),
        ),
    ]
