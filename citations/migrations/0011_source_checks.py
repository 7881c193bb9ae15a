"""A citation says how it was held against its source, where it said only whether it was seen at second hand."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('citations', '0010_boundaries_of_figures'),
        ('entities', '0007_boundaries_of_figures'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='citation',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='citation',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='citation',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='citedclaim',
            name='has_a_place',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='placingcitation',
            name='places_its_claim',
        ),
        migrations.RemoveConstraint(
            model_name='citation',
            name='citation_second_hand_never_preferred',
        ),
        migrations.RemoveIndex(
            model_name='citation',
            name='citation_by_hand',
        ),
        migrations.AddField(
            model_name='citation',
            name='source_check',
            field=models.CharField(blank=True, choices=[('confirmed-in-source', 'confirmed in the source'), ('confirmed-in-abstract', 'confirmed in an abstract or index'), ('quoted', 'seen only where it is quoted'), ('not-seen', 'not seen')], help_text='How somebody who did not write this has held it against its source. What was seen only where it is quoted, or not at all, can never carry a claim alone. A later change of words or numbers clears it.', max_length=21, verbose_name='source check'),
        ),
        migrations.AddField(
            model_name='citation',
            name='source_check_seen',
            field=models.CharField(blank=True, help_text='The wording that was seen, or the place where it was seen. Public.', max_length=600, verbose_name='what was seen'),
        ),
        migrations.AddField(
            model_name='citation',
            name='source_checked_on',
            field=models.DateField(blank=True, null=True, verbose_name='source checked on'),
        ),
        migrations.AddField(
            model_name='citationevent',
            name='source_check',
            field=models.CharField(blank=True, choices=[('confirmed-in-source', 'confirmed in the source'), ('confirmed-in-abstract', 'confirmed in an abstract or index'), ('quoted', 'seen only where it is quoted'), ('not-seen', 'not seen')], help_text='How somebody who did not write this has held it against its source. What was seen only where it is quoted, or not at all, can never carry a claim alone. A later change of words or numbers clears it.', max_length=21, verbose_name='source check'),
        ),
        migrations.AddField(
            model_name='citationevent',
            name='source_check_seen',
            field=models.CharField(blank=True, help_text='The wording that was seen, or the place where it was seen. Public.', max_length=600, verbose_name='what was seen'),
        ),
        migrations.AddField(
            model_name='citationevent',
            name='source_checked_on',
            field=models.DateField(blank=True, null=True, verbose_name='source checked on'),
        ),
        migrations.RunSQL(
            # While no trigger records it: this is no change to what anybody said.
            """
            UPDATE citations_citation SET source_check = 'quoted' WHERE second_hand;
            UPDATE citations_citationevent SET source_check = 'quoted' WHERE second_hand;
            SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
            """,
            """
            UPDATE citations_citation SET second_hand = source_check IN ('quoted', 'not-seen');
            UPDATE citations_citationevent SET second_hand = source_check IN ('quoted', 'not-seen');
            SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
            """,
        ),
        migrations.RemoveField(
            model_name='citationevent',
            name='second_hand',
        ),
        migrations.RemoveField(
            model_name='citation',
            name='second_hand',
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(models.F('source_check'), models.F('claim'), models.F('position'), models.F('id'), name='citation_by_source_check'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='clears_its_source_check', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."source_check" LIKE \'confirmed%\' AND (OLD."source_id" IS DISTINCT FROM NEW."source_id" OR OLD."locator" IS DISTINCT FROM NEW."locator" OR OLD."stance" IS DISTINCT FROM NEW."stance" OR OLD."figure_text" IS DISTINCT FROM NEW."figure_text" OR OLD."value" IS DISTINCT FROM NEW."value" OR OLD."low" IS DISTINCT FROM NEW."low" OR OLD."high" IS DISTINCT FROM NEW."high" OR OLD."bound_kind" IS DISTINCT FROM NEW."bound_kind" OR OLD."sense" IS DISTINCT FROM NEW."sense" OR OLD."unit" IS DISTINCT FROM NEW."unit" OR OLD."scope" IS DISTINCT FROM NEW."scope" OR OLD."conditions" IS DISTINCT FROM NEW."conditions" OR OLD."sample_size" IS DISTINCT FROM NEW."sample_size" OR OLD."method" IS DISTINCT FROM NEW."method" OR OLD."year" IS DISTINCT FROM NEW."year") AND OLD."source_check" IS NOT DISTINCT FROM NEW."source_check" AND OLD."source_checked_on" IS NOT DISTINCT FROM NEW."source_checked_on" AND OLD."source_check_seen" IS NOT DISTINCT FROM NEW."source_check_seen")', func="\n            IF coalesce(current_setting('brainmatter.files_state_source_checks', true), '') <> '' THEN\n                RETURN NEW;\n            END IF;\n            NEW.source_check = '';\n            NEW.source_checked_on = NULL;\n            NEW.source_check_seen = '';\n            RETURN NEW;\n        ", hash='10579c4dd2a63b42f041bdb337a164c2b3b0a748', operation='UPDATE', pgid='pgtrigger_clears_its_source_check_7d8fa', table='citations_citation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "citations_citationevent" ("bound_kind", "boundary_id", "canonical_high", "canonical_low", "canonical_value", "claim_id", "conditions", "figure_kind", "figure_text", "high", "id", "locator", "low", "method", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rank", "rank_reason", "rival_group", "sample_size", "scope", "sense", "source_check", "source_check_seen", "source_checked_on", "source_id", "stance", "unit", "value", "workload", "year") SELECT new_values."bound_kind", new_values."boundary_id", new_values."canonical_high", new_values."canonical_low", new_values."canonical_value", new_values."claim_id", new_values."conditions", new_values."figure_kind", new_values."figure_text", new_values."high", new_values."id", new_values."locator", new_values."low", new_values."method", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."rank", new_values."rank_reason", new_values."rival_group", new_values."sample_size", new_values."scope", new_values."sense", new_values."source_check", new_values."source_check_seen", new_values."source_checked_on", new_values."source_id", new_values."stance", new_values."unit", new_values."value", new_values."workload", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='277ce90644fb732f6a16d1d9821b80d5072a34ba', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ea467', referencing='REFERENCING NEW TABLE AS new_values ', table='citations_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "citations_citationevent" ("bound_kind", "boundary_id", "canonical_high", "canonical_low", "canonical_value", "claim_id", "conditions", "figure_kind", "figure_text", "high", "id", "locator", "low", "method", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rank", "rank_reason", "rival_group", "sample_size", "scope", "sense", "source_check", "source_check_seen", "source_checked_on", "source_id", "stance", "unit", "value", "workload", "year") SELECT new_values."bound_kind", new_values."boundary_id", new_values."canonical_high", new_values."canonical_low", new_values."canonical_value", new_values."claim_id", new_values."conditions", new_values."figure_kind", new_values."figure_text", new_values."high", new_values."id", new_values."locator", new_values."low", new_values."method", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."rank", new_values."rank_reason", new_values."rival_group", new_values."sample_size", new_values."scope", new_values."sense", new_values."source_check", new_values."source_check_seen", new_values."source_checked_on", new_values."source_id", new_values."stance", new_values."unit", new_values."value", new_values."workload", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='81c18da22278277ebcc2d31c59cb603b0c8ff1b7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c5431', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='citations_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "citations_citationevent" ("bound_kind", "boundary_id", "canonical_high", "canonical_low", "canonical_value", "claim_id", "conditions", "figure_kind", "figure_text", "high", "id", "locator", "low", "method", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rank", "rank_reason", "rival_group", "sample_size", "scope", "sense", "source_check", "source_check_seen", "source_checked_on", "source_id", "stance", "unit", "value", "workload", "year") SELECT old_values."bound_kind", old_values."boundary_id", old_values."canonical_high", old_values."canonical_low", old_values."canonical_value", old_values."claim_id", old_values."conditions", old_values."figure_kind", old_values."figure_text", old_values."high", old_values."id", old_values."locator", old_values."low", old_values."method", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."rank", old_values."rank_reason", old_values."rival_group", old_values."sample_size", old_values."scope", old_values."sense", old_values."source_check", old_values."source_check_seen", old_values."source_checked_on", old_values."source_id", old_values."stance", old_values."unit", old_values."value", old_values."workload", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9b2bb13bd55227ba8101e1ee3d1fda764196f590', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_31aa5', referencing='REFERENCING OLD TABLE AS old_values ', table='citations_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citedclaim',
            trigger=pgtrigger.compiler.Trigger(name='has_a_place', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            \n    INSERT INTO citations_placeondimension AS place (claim_id, dimension_id, size, public_id)\n    SELECT claim.id, claim.dimension_id, coalesce((\n        SELECT CASE\n            WHEN count(*) FILTER (WHERE rank = 'preferred') > 0 THEN max(size) FILTER (WHERE rank = 'preferred')\n            WHEN count(*) FILTER (WHERE rank = 'normal') = 1 THEN max(size) FILTER (WHERE rank = 'normal')\n        END\n        FROM (\n            SELECT rank, coalesce(canonical_value, canonical_high, canonical_low) AS size FROM citations_citation\n            WHERE claim_id = claim.id AND stance = 'supports' AND figure_text <> ''\n            AND source_check NOT IN ('quoted', 'not-seen')\n        ) AS figure\n    ), '-Infinity'), claim.public_id\n    FROM entities_claim claim WHERE claim.id = NEW.id AND claim.dimension_id IS NOT NULL\n    ON CONFLICT (claim_id) DO UPDATE SET dimension_id = excluded.dimension_id, size = excluded.size\n        WHERE (place.dimension_id, place.size) IS DISTINCT FROM (excluded.dimension_id, excluded.size)\n;\n            IF NEW.dimension_id IS NULL THEN\n                DELETE FROM citations_placeondimension WHERE claim_id = NEW.id;\n            END IF;\n            RETURN NULL;\n        ", hash='6317c8eaab175f2a4aed37f5bcc3d0b7511f7c4b', operation='INSERT OR UPDATE OF "dimension_id"', pgid='pgtrigger_has_a_place_33568', table='entities_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citedclaim',
            trigger=pgtrigger.compiler.Trigger(name='clears_source_checks', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."text" IS DISTINCT FROM NEW."text" OR OLD."note" IS DISTINCT FROM NEW."note")', func="\n            IF NOT (coalesce(current_setting('brainmatter.files_state_source_checks', true), '') <> '') THEN\n                UPDATE citations_citation SET source_check = '', source_checked_on = NULL, source_check_seen = ''\n                WHERE claim_id = NEW.id AND source_check LIKE 'confirmed%';\n            END IF;\n            RETURN NULL;\n        ", hash='d5bacafb3002fffda891f1ed425a90abecc63e48', operation='UPDATE OF "text", "note"', pgid='pgtrigger_clears_source_checks_c5f37', table='entities_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placingcitation',
            trigger=pgtrigger.compiler.Trigger(name='places_its_claim', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                PERFORM 1 FROM entities_claim WHERE id = NEW.claim_id FOR SHARE;\n            END IF;\n            PERFORM 1 FROM citations_placeondimension WHERE claim_id IN (OLD.claim_id, NEW.claim_id)\n                ORDER BY claim_id FOR UPDATE;\n            \n    INSERT INTO citations_placeondimension AS place (claim_id, dimension_id, size, public_id)\n    SELECT claim.id, claim.dimension_id, coalesce((\n        SELECT CASE\n            WHEN count(*) FILTER (WHERE rank = 'preferred') > 0 THEN max(size) FILTER (WHERE rank = 'preferred')\n            WHEN count(*) FILTER (WHERE rank = 'normal') = 1 THEN max(size) FILTER (WHERE rank = 'normal')\n        END\n        FROM (\n            SELECT rank, coalesce(canonical_value, canonical_high, canonical_low) AS size FROM citations_citation\n            WHERE claim_id = claim.id AND stance = 'supports' AND figure_text <> ''\n            AND source_check NOT IN ('quoted', 'not-seen')\n        ) AS figure\n    ), '-Infinity'), claim.public_id\n    FROM entities_claim claim WHERE claim.id IN (OLD.claim_id, NEW.claim_id) AND claim.dimension_id IS NOT NULL\n    ON CONFLICT (claim_id) DO UPDATE SET dimension_id = excluded.dimension_id, size = excluded.size\n        WHERE (place.dimension_id, place.size) IS DISTINCT FROM (excluded.dimension_id, excluded.size)\n;\n            IF TG_OP <> 'DELETE' THEN\n                \n    INSERT INTO citations_publicsource (source_id) SELECT NEW.source_id FROM entities_claim WHERE id = NEW.claim_id AND status = 'published' ON CONFLICT DO NOTHING\n;\n            END IF;\n            RETURN NULL;\n        ", hash='bbc7fa50e86b9aa954491c965f3c453ea8611e49', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_places_its_claim_04c5e', table='citations_citation', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(('source_check__in', ['confirmed-in-source', 'confirmed-in-abstract', 'quoted', 'not-seen', ''])), name='citation_source_check_known', violation_error_message='Choose one of: confirmed in the source, confirmed in an abstract or index, seen only where it is quoted, not seen.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source_check__in', ['not-seen', 'quoted']), _negated=True), models.Q(('rank', 'preferred'), _negated=True), _connector='OR'), name='citation_unseen_never_preferred', violation_error_message='A figure that was seen only where it is quoted, or not seen, cannot be the preferred one.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source_check__in', ['confirmed-in-abstract', 'confirmed-in-source']), _negated=True), models.Q(('source_checked_on__isnull', False), ('source_check_seen__regex', '\\S')), _connector='OR'), name='citation_confirmed_when_and_by_what', violation_error_message='Say on which day the source was checked, and what was seen there or where.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source_check', ''), _negated=True), models.Q(('source_check_seen', ''), ('source_checked_on__isnull', True)), _connector='OR'), name='citation_check_described_only_where_made', violation_error_message='A day and what was seen belong to a source check: choose how it was checked.'),
        ),
        migrations.RunSQL(
            # What was quoted no longer gives its claim a place on the dimension.
            "UPDATE citations_citation SET id = id WHERE source_check = 'quoted'",
            migrations.RunSQL.noop,
        ),
    ]
