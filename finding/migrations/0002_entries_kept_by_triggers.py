"""What the search table is to hold, the functions that keep it so, and the triggers that call them."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

# Lower case, without accents and signs; what a hyphen joins to a number is one word: GPT-3 is gpt3.
PLAIN = r"""
    CREATE FUNCTION search_plain(given text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT btrim(regexp_replace(
            regexp_replace(lower(unaccent(coalesce(given, ''))), '([^\s!-/:-@\[-`{-~0-9])[-‐‑–]([0-9])', '\1\2', 'g'),
            '[\s!-/:-@\[-`{-~‐-‧‹›«»·×→−±≈≤≥]+', ' ', 'g'
        ))
    $$
"""
# Numbers stand apart from letters as well, so that “GPT 3” finds GPT-3.
SPLIT = r"""
    CREATE FUNCTION search_split(given text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT regexp_replace(search_plain(given), '([a-z])([0-9])', '\1 \2', 'g')
    $$
"""
NAMES = """
    CREATE FUNCTION search_names(given text[]) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT coalesce(array_agg(DISTINCT plain ORDER BY plain), '{}')
        FROM (SELECT replace(search_plain(name), ' ', '') AS plain FROM unnest(given) AS name) AS found
        WHERE plain <> ''
    $$
"""
VECTOR = """
    CREATE FUNCTION search_vector(names text, near text, prose text, notes text) RETURNS tsvector
    LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT setweight(to_tsvector('english', search_plain(names) || ' ' || search_split(names)), 'A')
            || setweight(to_tsvector('english', search_plain(near) || ' ' || search_split(near)), 'B')
            || setweight(to_tsvector('english', search_plain(prose)), 'C')
            || setweight(to_tsvector('english', search_plain(notes)), 'D')
    $$
"""
# What each entry is to hold. ``words``: in which “did you mean” looks. It is no view, because a column that a view reads
# can never be changed; PostgreSQL plans it as if it were one.
WANTED = """
    CREATE FUNCTION search_entries_wanted() RETURNS TABLE (
        kind text, thing bigint, is_public boolean, names text[], vector tsvector, realm text, entity_kind text,
        "group" bigint, has_figures boolean, tier text, year smallint, words text
    ) LANGUAGE sql STABLE AS $$
    SELECT 'entity'::text AS kind, entity.id AS thing, entity.status = 'published' AS is_public,
        search_names(ARRAY[entity.name, entity.slug]::text[] || entity.aliases::text[]) AS names,
        search_vector(
            entity.name || ' ' || array_as_text(entity.aliases::text[]), entity.slug, entity.definition, ''
        ) AS vector,
        entity.realm::text AS realm, entity.kind::text AS entity_kind, NULL::bigint AS "group",
        false AS has_figures, ''::text AS tier, NULL::smallint AS year,
        entity.name || ' ' || array_as_text(entity.aliases::text[]) || ' ' || entity.definition AS words
    FROM entities_entity entity
    UNION ALL
    SELECT 'dimension', dimension.id, dimension.status = 'published',
        search_names(ARRAY[dimension.name, dimension.slug]::text[]),
        search_vector(
            dimension.name, dimension.slug || ' ' || dimension.unit,
            dimension.definition || ' ' || dimension.not_to_be_confused_with, ''
        ),
        '', '', dimension.group_id, dimension.value_kind = 'quantity', '', NULL,
        dimension.name || ' ' || dimension.definition
    FROM entities_dimension dimension
    UNION ALL
    SELECT 'comparison', comparison.id, comparison.status = 'published',
        search_names(ARRAY[comparison.title, comparison.slug]::text[] || asked.questions),
        search_vector(
            comparison.title || ' ' || array_as_text(asked.questions),
            (
                SELECT string_agg(entity.name || ' ' || array_as_text(entity.aliases::text[]), ' ' ORDER BY entity.id)
                FROM comparisons_side side JOIN entities_entity entity ON entity.id = side.entity_id
                WHERE side.comparison_id = comparison.id
            ),
            comparison.lede || ' ' || category.name || ' ' || coalesce((
                SELECT string_agg(dimension.name, ' ' ORDER BY dimension.id)
                FROM comparisons_row shown JOIN entities_dimension dimension ON dimension.id = shown.dimension_id
                WHERE shown.comparison_id = comparison.id
            ), ''),
            comparison.outlook
        ),
        '', '', NULL, false, '', NULL, comparison.title || ' ' || comparison.lede
    FROM comparisons_comparison comparison JOIN comparisons_category category ON category.id = comparison.category_id,
    LATERAL (SELECT ARRAY(
        SELECT question.text::text FROM comparisons_question question
        WHERE question.comparison_id = comparison.id AND question.status = 'published' ORDER BY question.id
    ) AS questions) AS asked
    UNION ALL
    SELECT 'claim', claim.id,
        claim.status = 'published' AND entity.status = 'published' AND coalesce(dimension.status, 'published') = 'published',
        search_names(ARRAY[
            claim.public_id, entity.name || ' ' || dimension.name, dimension.name || ' ' || entity.name
        ]::text[] || asked.questions),
        search_vector(
            coalesce(dimension.name, '') || ' ' || array_as_text(asked.questions), entity.name || ' ' || array_as_text(entity.aliases::text[]),
            replace(claim.text, '{figure}', '') || ' ' || replace(claim.missing, '-', ' ') || ' ' || coalesce((
                SELECT string_agg(figure_text, ' ' ORDER BY citation.id) FROM citations_citation citation
                WHERE citation.claim_id = claim.id AND stance = 'supports'
            ), ''),
            claim.note
        ),
        entity.realm, entity.kind, dimension.group_id,
        EXISTS (
            SELECT FROM citations_citation citation
            WHERE citation.claim_id = claim.id AND figure_text <> '' AND stance = 'supports'
        ),
        '', NULL, ''
    FROM entities_claim claim
    JOIN entities_entity entity ON entity.id = claim.entity_id
    LEFT JOIN entities_dimension dimension ON dimension.id = claim.dimension_id,
    LATERAL (SELECT ARRAY(
        SELECT question.text::text FROM comparisons_questionclaim answer
        JOIN comparisons_question question ON question.id = answer.question_id
        WHERE answer.claim_id = claim.id AND question.status = 'published' ORDER BY question.id
    ) AS questions) AS asked
    UNION ALL
    SELECT 'source', source.id,
        EXISTS (SELECT FROM citations_publicsource shown WHERE shown.source_id = source.id),
        search_names(
            ARRAY[source.title, source.key, source.doi, source.arxiv, source.pmid, source.isbn]::text[]
            || regexp_replace(source.arxiv, 'v[0-9]+$', '')
        ),
        search_vector(
            source.title,
            coalesce((
                SELECT string_agg(family || ' ' || organisation, ' ' ORDER BY position) FROM citations_authorship
                WHERE source_id = source.id AND role = 'author'
            ), '') || ' ' || coalesce(source.year::text, ''),
            source.container || ' ' || source.event_title || ' ' || source.publisher || ' ' || source.key, ''
        ),
        '', '', NULL, false, source.tier, source.year, ''
    FROM citations_source source
    $$
"""
# First whoever else is writing these entries is waited for; each statement after that sees what they have committed.
REFRESH = """
    CREATE FUNCTION search_refresh(wanted_kind text, keys bigint[]) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM 1 FROM finding_searchentry WHERE kind = wanted_kind AND thing = ANY (keys) ORDER BY thing FOR UPDATE;
        DELETE FROM finding_searchentry entry WHERE kind = wanted_kind AND thing = ANY (keys) AND NOT EXISTS (
            SELECT FROM search_entries_wanted() wanted
            WHERE wanted.kind = wanted_kind AND wanted.thing = ANY (keys) AND wanted.thing = entry.thing
        );
        INSERT INTO finding_searchentry AS entry
            (kind, thing, is_public, names, vector, realm, entity_kind, "group", has_figures, tier, year)
        SELECT kind, thing, is_public, names, vector, realm, entity_kind, "group", has_figures, tier, year
        FROM search_entries_wanted() WHERE kind = wanted_kind AND thing = ANY (keys) ORDER BY thing
        ON CONFLICT (kind, thing) DO UPDATE SET
            is_public = excluded.is_public, names = excluded.names, vector = excluded.vector, realm = excluded.realm,
            entity_kind = excluded.entity_kind, "group" = excluded."group", has_figures = excluded.has_figures,
            tier = excluded.tier, year = excluded.year
        WHERE (entry.is_public, entry.names, entry.vector, entry.realm, entry.entity_kind, entry."group",
                entry.has_figures, entry.tier, entry.year)
            IS DISTINCT FROM (excluded.is_public, excluded.names, excluded.vector, excluded.realm, excluded.entity_kind,
                excluded."group", excluded.has_figures, excluded.tier, excluded.year);
        IF wanted_kind IN ('entity', 'dimension', 'comparison') THEN
            PERFORM search_refresh_words(wanted_kind, keys);
        END IF;
    END
    $$
"""
REFRESH_WORDS = """
    CREATE FUNCTION search_refresh_words(wanted_kind text, keys bigint[]) RETURNS void LANGUAGE sql AS $$
        DELETE FROM finding_nameword USING finding_searchentry entry
        WHERE entry.id = entry_id AND kind = wanted_kind AND thing = ANY (keys);
        INSERT INTO finding_nameword (entry_id, word, initial)
        SELECT DISTINCT entry.id, word, left(word, 1)
        FROM search_entries_wanted() wanted JOIN finding_searchentry entry USING (kind, thing),
            regexp_split_to_table(search_plain(wanted.words), ' ') AS word
        WHERE wanted.kind = wanted_kind AND wanted.thing = ANY (keys) AND wanted.is_public
        AND length(word) BETWEEN 4 AND 60 AND word !~ '[0-9]';
    $$
"""
REFRESH_ALL = """
    CREATE FUNCTION search_refresh_all() RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        DELETE FROM finding_searchentry entry WHERE NOT EXISTS (
            SELECT FROM search_entries_wanted() wanted WHERE wanted.kind = entry.kind AND wanted.thing = entry.thing
        );
        PERFORM search_refresh(kind, array_agg(thing)) FROM search_entries_wanted() GROUP BY kind;
    END
    $$
"""
FILL = """
    SELECT search_refresh_all();
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
"""
FORGET = """
    DROP FUNCTION search_refresh_all();
    DROP FUNCTION search_refresh(text, bigint[]);
    DROP FUNCTION search_refresh_words(text, bigint[]);
    DROP FUNCTION search_entries_wanted();
    DROP FUNCTION search_vector(text, text, text, text);
    DROP FUNCTION search_names(text[]);
    DROP FUNCTION search_split(text);
    DROP FUNCTION search_plain(text);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('comparisons', '0012_questions_of_the_front_page'),
        ('finding', '0001_search_entries'),
    ]

    operations = [
        migrations.RunSQL([PLAIN, SPLIT, NAMES, VECTOR, WANTED, REFRESH_WORDS, REFRESH, REFRESH_ALL], FORGET),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.CreateModel(
            name='FoundQuestion',
            fields=[
            ],
            options={
                'ordering': ['position', 'text'],
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('comparisons.question',),
        ),
        migrations.CreateModel(
            name='FoundQuestionClaim',
            fields=[
            ],
            options={
                'ordering': ['question', 'position', 'id'],
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('comparisons.questionclaim',),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundauthorship',
            trigger=pgtrigger.compiler.Trigger(name='search_source_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT source_id AS key FROM new_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('source', keys);\n    END IF;\n    RETURN NULL;\n", hash='024ca8b9a6a6145064b3df682017435d4ec3efa0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_search_source_insert_3fb14', referencing='REFERENCING NEW TABLE AS new_rows ', table='citations_authorship', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundauthorship',
            trigger=pgtrigger.compiler.Trigger(name='search_source_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=' keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT unnest(ARRAY[before.source_id, after.source_id]) AS key FROM old_rows AS before JOIN new_rows AS after USING (id) WHERE (before."source_id", before."family", before."given", before."organisation", before."role") IS DISTINCT FROM (after."source_id", after."family", after."given", after."organisation", after."role")) AS wanted); \n    IF keys <> \'{}\' THEN\n        PERFORM search_refresh(\'source\', keys);\n    END IF;\n    RETURN NULL;\n', hash='70ebb6f399c823cd29b8857f875201d7acd461fa', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_source_update_13f74', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='citations_authorship', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundauthorship',
            trigger=pgtrigger.compiler.Trigger(name='search_source_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT source_id AS key FROM old_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('source', keys);\n    END IF;\n    RETURN NULL;\n", hash='820a11dd02103d57be6bc61073c49692cfc38008', level='STATEMENT', operation='DELETE', pgid='pgtrigger_search_source_delete_c394b', referencing='REFERENCING OLD TABLE AS old_rows ', table='citations_authorship', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundauthorship',
            trigger=pgtrigger.compiler.Trigger(name='search_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM search_refresh_all(); RETURN NULL;', hash='ff51050fd65ff703d71bb1518d9dec1dd008d47e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_search_emptied_3609f', table='citations_authorship', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundcategory',
            trigger=pgtrigger.compiler.Trigger(name='search_named_in_comparison', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=' keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT found.key FROM (SELECT after.id FROM old_rows AS before JOIN new_rows AS after USING (id) WHERE (before."name") IS DISTINCT FROM (after."name")) AS after, LATERAL (SELECT id FROM comparisons_comparison WHERE category_id = after.id) AS found (key)) AS wanted); \n    IF keys <> \'{}\' THEN\n        PERFORM search_refresh(\'comparison\', keys);\n    END IF;\n    RETURN NULL;\n', hash='05defed09fec5a269a1199ecb6e0810b74bfae3d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_named_in_comparison_26621', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='comparisons_category', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundcitation',
            trigger=pgtrigger.compiler.Trigger(name='search_claim_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func="PERFORM 1 FROM entities_claim WHERE id IN (SELECT claim_id FROM new_rows) ORDER BY id FOR SHARE; keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT claim_id AS key FROM new_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('claim', keys);\n    END IF;\n    RETURN NULL;\n", hash='c0a94c30f2e7ae377013fada46e30826e7fa6451', level='STATEMENT', operation='INSERT', pgid='pgtrigger_search_claim_insert_61b2a', referencing='REFERENCING NEW TABLE AS new_rows ', table='citations_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundcitation',
            trigger=pgtrigger.compiler.Trigger(name='search_claim_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=' keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT unnest(ARRAY[before.claim_id, after.claim_id]) AS key FROM old_rows AS before JOIN new_rows AS after USING (id) WHERE (before."claim_id", before."figure_text", before."stance") IS DISTINCT FROM (after."claim_id", after."figure_text", after."stance")) AS wanted); \n    IF keys <> \'{}\' THEN\n        PERFORM search_refresh(\'claim\', keys);\n    END IF;\n    RETURN NULL;\n', hash='8ad74dc8c2dd4fbc50cf05eab04b4f770a2a4dde', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_claim_update_83a83', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='citations_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundcitation',
            trigger=pgtrigger.compiler.Trigger(name='search_claim_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT claim_id AS key FROM old_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('claim', keys);\n    END IF;\n    RETURN NULL;\n", hash='8c552582d01788a0ad71e310902108843cc1cca4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_search_claim_delete_363ea', referencing='REFERENCING OLD TABLE AS old_rows ', table='citations_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundcitation',
            trigger=pgtrigger.compiler.Trigger(name='search_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM search_refresh_all(); RETURN NULL;', hash='df753b32a34fee62272a3e12d43a4cc1447f1b8a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_search_emptied_bfdea', table='citations_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundclaim',
            trigger=pgtrigger.compiler.Trigger(name='search_claim_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func="\n        PERFORM 1 FROM entities_entity WHERE id IN (SELECT entity_id FROM new_rows) ORDER BY id FOR SHARE;\n        PERFORM 1 FROM entities_dimension WHERE id IN (SELECT dimension_id FROM new_rows) ORDER BY id FOR SHARE;\n     keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT id AS key FROM new_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('claim', keys);\n    END IF;\n    RETURN NULL;\n", hash='aebcf42161efe1bcd5e7e283f00197e9d8dc264a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_search_claim_insert_2ce37', referencing='REFERENCING NEW TABLE AS new_rows ', table='entities_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundclaim',
            trigger=pgtrigger.compiler.Trigger(name='search_claim_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=' keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT unnest(ARRAY[before.id, after.id]) AS key FROM old_rows AS before JOIN new_rows AS after USING (id) WHERE (before."public_id", before."entity_id", before."dimension_id", before."kind", before."text", before."missing", before."note", before."status") IS DISTINCT FROM (after."public_id", after."entity_id", after."dimension_id", after."kind", after."text", after."missing", after."note", after."status")) AS wanted); \n    IF keys <> \'{}\' THEN\n        PERFORM search_refresh(\'claim\', keys);\n    END IF;\n    RETURN NULL;\n', hash='9380ac6d0ee2935f748a907196590db20d933d02', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_claim_update_af7a1', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='entities_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundclaim',
            trigger=pgtrigger.compiler.Trigger(name='search_claim_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT id AS key FROM old_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('claim', keys);\n    END IF;\n    RETURN NULL;\n", hash='cce0fa57916e0b1fbfff87be58aaa55126d46aa2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_search_claim_delete_219e7', referencing='REFERENCING OLD TABLE AS old_rows ', table='entities_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundclaim',
            trigger=pgtrigger.compiler.Trigger(name='search_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM search_refresh_all(); RETURN NULL;', hash='edbbe588f139ece404de8268f57ec019834aceab', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_search_emptied_c1bbd', table='entities_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundcomparison',
            trigger=pgtrigger.compiler.Trigger(name='search_comparison_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT id AS key FROM new_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('comparison', keys);\n    END IF;\n    RETURN NULL;\n", hash='43fc40a7bb1acbc7ab67fa812a91f9081e5047e7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_search_comparison_insert_47d4f', referencing='REFERENCING NEW TABLE AS new_rows ', table='comparisons_comparison', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundcomparison',
            trigger=pgtrigger.compiler.Trigger(name='search_comparison_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=' keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT unnest(ARRAY[before.id, after.id]) AS key FROM old_rows AS before JOIN new_rows AS after USING (id) WHERE (before."slug", before."title", before."lede", before."outlook", before."status", before."category_id") IS DISTINCT FROM (after."slug", after."title", after."lede", after."outlook", after."status", after."category_id")) AS wanted); \n    IF keys <> \'{}\' THEN\n        PERFORM search_refresh(\'comparison\', keys);\n    END IF;\n    RETURN NULL;\n', hash='45e5268ab53e06aaf061bdac02ce451171aa7f25', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_comparison_update_ada68', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='comparisons_comparison', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundcomparison',
            trigger=pgtrigger.compiler.Trigger(name='search_comparison_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT id AS key FROM old_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('comparison', keys);\n    END IF;\n    RETURN NULL;\n", hash='437d087b5720952e4ee0e2ddea4aea0ff040fc12', level='STATEMENT', operation='DELETE', pgid='pgtrigger_search_comparison_delete_feb02', referencing='REFERENCING OLD TABLE AS old_rows ', table='comparisons_comparison', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundcomparison',
            trigger=pgtrigger.compiler.Trigger(name='search_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM search_refresh_all(); RETURN NULL;', hash='5519c0aaf8f68ab0f8cb4645a79368270072ee35', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_search_emptied_f7eb2', table='comparisons_comparison', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='founddimension',
            trigger=pgtrigger.compiler.Trigger(name='search_dimension_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT id AS key FROM new_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('dimension', keys);\n    END IF;\n    RETURN NULL;\n", hash='600a1c532c9090072182661b82a4dabde3c97c7f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_search_dimension_insert_e59e5', referencing='REFERENCING NEW TABLE AS new_rows ', table='entities_dimension', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='founddimension',
            trigger=pgtrigger.compiler.Trigger(name='search_dimension_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=' keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT unnest(ARRAY[before.id, after.id]) AS key FROM old_rows AS before JOIN new_rows AS after USING (id) WHERE (before."slug", before."name", before."definition", before."not_to_be_confused_with", before."unit", before."value_kind", before."group_id", before."status") IS DISTINCT FROM (after."slug", after."name", after."definition", after."not_to_be_confused_with", after."unit", after."value_kind", after."group_id", after."status")) AS wanted); \n    IF keys <> \'{}\' THEN\n        PERFORM search_refresh(\'dimension\', keys);\n    END IF;\n    RETURN NULL;\n', hash='e74a089886c5a242b4aec3d8cf103e7e15ed8e13', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_dimension_update_aa340', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='entities_dimension', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='founddimension',
            trigger=pgtrigger.compiler.Trigger(name='search_dimension_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT id AS key FROM old_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('dimension', keys);\n    END IF;\n    RETURN NULL;\n", hash='f2e33434e2a87aea27797806c7258e23666425c0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_search_dimension_delete_a1b4d', referencing='REFERENCING OLD TABLE AS old_rows ', table='entities_dimension', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='founddimension',
            trigger=pgtrigger.compiler.Trigger(name='search_named_in_claim', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=' keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT found.key FROM (SELECT after.id FROM old_rows AS before JOIN new_rows AS after USING (id) WHERE (before."name", before."group_id", before."status") IS DISTINCT FROM (after."name", after."group_id", after."status")) AS after, LATERAL (SELECT id FROM entities_claim WHERE dimension_id = after.id) AS found (key)) AS wanted); \n    IF keys <> \'{}\' THEN\n        PERFORM search_refresh(\'claim\', keys);\n    END IF;\n    RETURN NULL;\n', hash='928ef3ee746167e762f1a22c74540e40d96dda97', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_named_in_claim_4a0e8', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='entities_dimension', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='founddimension',
            trigger=pgtrigger.compiler.Trigger(name='search_named_in_comparison', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=' keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT found.key FROM (SELECT after.id FROM old_rows AS before JOIN new_rows AS after USING (id) WHERE (before."name") IS DISTINCT FROM (after."name")) AS after, LATERAL (SELECT comparison_id FROM comparisons_row WHERE dimension_id = after.id) AS found (key)) AS wanted); \n    IF keys <> \'{}\' THEN\n        PERFORM search_refresh(\'comparison\', keys);\n    END IF;\n    RETURN NULL;\n', hash='ae25a37bd2a5435bea5aa1a36f3ad40e3b0fb47c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_named_in_comparison_5c871', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='entities_dimension', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='founddimension',
            trigger=pgtrigger.compiler.Trigger(name='search_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM search_refresh_all(); RETURN NULL;', hash='ee5db0bfa401a3da5fb4429c21b4fe1fbd119b38', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_search_emptied_9280b', table='entities_dimension', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundentity',
            trigger=pgtrigger.compiler.Trigger(name='search_entity_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT id AS key FROM new_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('entity', keys);\n    END IF;\n    RETURN NULL;\n", hash='0e911b73d64153336d700cc474d1179038a4f661', level='STATEMENT', operation='INSERT', pgid='pgtrigger_search_entity_insert_275d6', referencing='REFERENCING NEW TABLE AS new_rows ', table='entities_entity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundentity',
            trigger=pgtrigger.compiler.Trigger(name='search_entity_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=' keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT unnest(ARRAY[before.id, after.id]) AS key FROM old_rows AS before JOIN new_rows AS after USING (id) WHERE (before."slug", before."name", before."aliases", before."definition", before."realm", before."kind", before."status") IS DISTINCT FROM (after."slug", after."name", after."aliases", after."definition", after."realm", after."kind", after."status")) AS wanted); \n    IF keys <> \'{}\' THEN\n        PERFORM search_refresh(\'entity\', keys);\n    END IF;\n    RETURN NULL;\n', hash='7de57e0027cf3cfc7fe6ce5fda97dfd1ccf941f3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_entity_update_e7d86', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='entities_entity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundentity',
            trigger=pgtrigger.compiler.Trigger(name='search_entity_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT id AS key FROM old_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('entity', keys);\n    END IF;\n    RETURN NULL;\n", hash='6edf7a5d25be2861e1f0a72a627a0ae9eb7a6f2c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_search_entity_delete_c83ca', referencing='REFERENCING OLD TABLE AS old_rows ', table='entities_entity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundentity',
            trigger=pgtrigger.compiler.Trigger(name='search_named_in_claim', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=' keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT found.key FROM (SELECT after.id FROM old_rows AS before JOIN new_rows AS after USING (id) WHERE (before."name", before."aliases", before."realm", before."kind", before."status") IS DISTINCT FROM (after."name", after."aliases", after."realm", after."kind", after."status")) AS after, LATERAL (SELECT id FROM entities_claim WHERE entity_id = after.id) AS found (key)) AS wanted); \n    IF keys <> \'{}\' THEN\n        PERFORM search_refresh(\'claim\', keys);\n    END IF;\n    RETURN NULL;\n', hash='5bf4978b2cc917aebe20a84d479292dae2802bff', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_named_in_claim_707da', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='entities_entity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundentity',
            trigger=pgtrigger.compiler.Trigger(name='search_named_in_comparison', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=' keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT found.key FROM (SELECT after.id FROM old_rows AS before JOIN new_rows AS after USING (id) WHERE (before."name", before."aliases") IS DISTINCT FROM (after."name", after."aliases")) AS after, LATERAL (SELECT comparison_id FROM comparisons_side WHERE entity_id = after.id) AS found (key)) AS wanted); \n    IF keys <> \'{}\' THEN\n        PERFORM search_refresh(\'comparison\', keys);\n    END IF;\n    RETURN NULL;\n', hash='7d4dafe9a40fc9f02d7160663585452a94947993', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_named_in_comparison_24294', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='entities_entity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundentity',
            trigger=pgtrigger.compiler.Trigger(name='search_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM search_refresh_all(); RETURN NULL;', hash='a89a170ab977ebf322166d11d28ea15fdd9c4e3a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_search_emptied_bafb6', table='entities_entity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundpublicsource',
            trigger=pgtrigger.compiler.Trigger(name='search_source_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT source_id AS key FROM new_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('source', keys);\n    END IF;\n    RETURN NULL;\n", hash='88245a57bca308004f080b3ee24c85e36a397f9f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_search_source_insert_5cb46', referencing='REFERENCING NEW TABLE AS new_rows ', table='citations_publicsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundpublicsource',
            trigger=pgtrigger.compiler.Trigger(name='search_source_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT unnest(ARRAY[before.source_id, after.source_id]) AS key FROM old_rows AS before JOIN new_rows AS after USING (source_id)) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('source', keys);\n    END IF;\n    RETURN NULL;\n", hash='0b7a5888ea5e69e72b4799524cc1ac0bf5e86f53', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_source_update_3baba', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='citations_publicsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundpublicsource',
            trigger=pgtrigger.compiler.Trigger(name='search_source_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT source_id AS key FROM old_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('source', keys);\n    END IF;\n    RETURN NULL;\n", hash='f7cd134868bdb9047fc2dbf6442aa9220075e22c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_search_source_delete_da37a', referencing='REFERENCING OLD TABLE AS old_rows ', table='citations_publicsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundpublicsource',
            trigger=pgtrigger.compiler.Trigger(name='search_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM search_refresh_all(); RETURN NULL;', hash='13557fcee360564cefaaa86c80b6965f552de9b0', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_search_emptied_9663d', table='citations_publicsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundrow',
            trigger=pgtrigger.compiler.Trigger(name='search_comparison_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT comparison_id AS key FROM new_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('comparison', keys);\n    END IF;\n    RETURN NULL;\n", hash='e85c4ee3f64adb3ca145ecaee2563f13d00325de', level='STATEMENT', operation='INSERT', pgid='pgtrigger_search_comparison_insert_b82b3', referencing='REFERENCING NEW TABLE AS new_rows ', table='comparisons_row', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundrow',
            trigger=pgtrigger.compiler.Trigger(name='search_comparison_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=' keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT unnest(ARRAY[before.comparison_id, after.comparison_id]) AS key FROM old_rows AS before JOIN new_rows AS after USING (id) WHERE (before."comparison_id", before."dimension_id") IS DISTINCT FROM (after."comparison_id", after."dimension_id")) AS wanted); \n    IF keys <> \'{}\' THEN\n        PERFORM search_refresh(\'comparison\', keys);\n    END IF;\n    RETURN NULL;\n', hash='fb7d9ce39c428f9041480944d604108a274d345e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_comparison_update_ab6c4', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='comparisons_row', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundrow',
            trigger=pgtrigger.compiler.Trigger(name='search_comparison_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT comparison_id AS key FROM old_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('comparison', keys);\n    END IF;\n    RETURN NULL;\n", hash='9d429b36c2d2e49e0fbb625e081090d7b2899b28', level='STATEMENT', operation='DELETE', pgid='pgtrigger_search_comparison_delete_3feff', referencing='REFERENCING OLD TABLE AS old_rows ', table='comparisons_row', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundrow',
            trigger=pgtrigger.compiler.Trigger(name='search_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM search_refresh_all(); RETURN NULL;', hash='6fc58c62ac8686c7a047f43d7df51c0572e79fb9', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_search_emptied_d9a89', table='comparisons_row', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundside',
            trigger=pgtrigger.compiler.Trigger(name='search_comparison_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT comparison_id AS key FROM new_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('comparison', keys);\n    END IF;\n    RETURN NULL;\n", hash='3bef835aad9588f908b5bb375e6fa41ca4124c7f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_search_comparison_insert_90548', referencing='REFERENCING NEW TABLE AS new_rows ', table='comparisons_side', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundside',
            trigger=pgtrigger.compiler.Trigger(name='search_comparison_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=' keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT unnest(ARRAY[before.comparison_id, after.comparison_id]) AS key FROM old_rows AS before JOIN new_rows AS after USING (id) WHERE (before."comparison_id", before."entity_id") IS DISTINCT FROM (after."comparison_id", after."entity_id")) AS wanted); \n    IF keys <> \'{}\' THEN\n        PERFORM search_refresh(\'comparison\', keys);\n    END IF;\n    RETURN NULL;\n', hash='f406f91bc77a99419aa42a417eb091f4115cffba', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_comparison_update_f1024', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='comparisons_side', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundside',
            trigger=pgtrigger.compiler.Trigger(name='search_comparison_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT comparison_id AS key FROM old_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('comparison', keys);\n    END IF;\n    RETURN NULL;\n", hash='f8b3c3e0ee68271715e3db2d6a909105b5c95bf4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_search_comparison_delete_f12a3', referencing='REFERENCING OLD TABLE AS old_rows ', table='comparisons_side', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundside',
            trigger=pgtrigger.compiler.Trigger(name='search_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM search_refresh_all(); RETURN NULL;', hash='f73c592e7d4b700d042ac0a9a4e9271a2d2f2d43', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_search_emptied_16208', table='comparisons_side', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundsource',
            trigger=pgtrigger.compiler.Trigger(name='search_source_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT id AS key FROM new_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('source', keys);\n    END IF;\n    RETURN NULL;\n", hash='13485f85805b478a52b96221a5b220da345c9c01', level='STATEMENT', operation='INSERT', pgid='pgtrigger_search_source_insert_d28e2', referencing='REFERENCING NEW TABLE AS new_rows ', table='citations_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundsource',
            trigger=pgtrigger.compiler.Trigger(name='search_source_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=' keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT unnest(ARRAY[before.id, after.id]) AS key FROM old_rows AS before JOIN new_rows AS after USING (id) WHERE (before."key", before."title", before."container", before."event_title", before."publisher", before."year", before."tier", before."doi", before."arxiv", before."pmid", before."isbn") IS DISTINCT FROM (after."key", after."title", after."container", after."event_title", after."publisher", after."year", after."tier", after."doi", after."arxiv", after."pmid", after."isbn")) AS wanted); \n    IF keys <> \'{}\' THEN\n        PERFORM search_refresh(\'source\', keys);\n    END IF;\n    RETURN NULL;\n', hash='eb35319d07bba0eb950710e3cf1dc67ce73b9ef2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_source_update_430f0', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='citations_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundsource',
            trigger=pgtrigger.compiler.Trigger(name='search_source_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT id AS key FROM old_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('source', keys);\n    END IF;\n    RETURN NULL;\n", hash='7be7cb8cc2355dafb235c8e6fa6c491bfd05d1fd', level='STATEMENT', operation='DELETE', pgid='pgtrigger_search_source_delete_b3b66', referencing='REFERENCING OLD TABLE AS old_rows ', table='citations_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundsource',
            trigger=pgtrigger.compiler.Trigger(name='search_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM search_refresh_all(); RETURN NULL;', hash='8af83881ce0018d991de0d36492b2329564faef9', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_search_emptied_f1f57', table='citations_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nameword',
            trigger=pgtrigger.compiler.Trigger(name='written_by_triggers_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'This follows from claims and citations: change those.'\n                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'derived_rows_written_by_triggers_only';\n            END IF;\n            RETURN coalesce(NEW, OLD);\n        ", hash='47f097d9ad49eeace7f38eecf01de2d2430c159c', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_by_triggers_only_8f37f', table='finding_nameword', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nameword',
            trigger=pgtrigger.compiler.Trigger(name='makes_a_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF coalesce(current_setting('brainmatter.revised', true), '') = '' THEN\n        INSERT INTO core_revisionstep DEFAULT VALUES;\n        PERFORM set_config('brainmatter.revised', 'yes', true);\n    END IF;\n    RETURN NULL;\n", hash='99868121cf99354e5bf1db5d241133619eca38e2', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_makes_a_revision_65489', table='finding_nameword', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='searchentry',
            trigger=pgtrigger.compiler.Trigger(name='written_by_triggers_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'This follows from claims and citations: change those.'\n                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'derived_rows_written_by_triggers_only';\n            END IF;\n            RETURN coalesce(NEW, OLD);\n        ", hash='ca91f65314368719ea0be63c6902ee24d537768c', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_by_triggers_only_d22d7', table='finding_searchentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='searchentry',
            trigger=pgtrigger.compiler.Trigger(name='makes_a_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF coalesce(current_setting('brainmatter.revised', true), '') = '' THEN\n        INSERT INTO core_revisionstep DEFAULT VALUES;\n        PERFORM set_config('brainmatter.revised', 'yes', true);\n    END IF;\n    RETURN NULL;\n", hash='42ff4a142707a901e15069e52f22fd05f4545e09', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_makes_a_revision_76cf1', table='finding_searchentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundquestion',
            trigger=pgtrigger.compiler.Trigger(name='search_comparison_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT comparison_id AS key FROM new_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('comparison', keys);\n    END IF;\n    RETURN NULL;\n", hash='049f306298aba42dc3318bd778ff5654a36baca3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_search_comparison_insert_1b9ef', referencing='REFERENCING NEW TABLE AS new_rows ', table='comparisons_question', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundquestion',
            trigger=pgtrigger.compiler.Trigger(name='search_comparison_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=' keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT unnest(ARRAY[before.comparison_id, after.comparison_id]) AS key FROM old_rows AS before JOIN new_rows AS after USING (id) WHERE (before."text", before."status", before."comparison_id") IS DISTINCT FROM (after."text", after."status", after."comparison_id")) AS wanted); \n    IF keys <> \'{}\' THEN\n        PERFORM search_refresh(\'comparison\', keys);\n    END IF;\n    RETURN NULL;\n', hash='5d4ad85e8414acf3ee336f07c041ec86458005ab', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_comparison_update_7ed68', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='comparisons_question', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundquestion',
            trigger=pgtrigger.compiler.Trigger(name='search_comparison_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT comparison_id AS key FROM old_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('comparison', keys);\n    END IF;\n    RETURN NULL;\n", hash='e75979419e326a1413774ea483ed348e2b636ead', level='STATEMENT', operation='DELETE', pgid='pgtrigger_search_comparison_delete_186e5', referencing='REFERENCING OLD TABLE AS old_rows ', table='comparisons_question', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundquestion',
            trigger=pgtrigger.compiler.Trigger(name='search_named_in_claim', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=' keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT found.key FROM (SELECT after.id FROM old_rows AS before JOIN new_rows AS after USING (id) WHERE (before."text", before."status") IS DISTINCT FROM (after."text", after."status")) AS after, LATERAL (SELECT claim_id FROM comparisons_questionclaim WHERE question_id = after.id) AS found (key)) AS wanted); \n    IF keys <> \'{}\' THEN\n        PERFORM search_refresh(\'claim\', keys);\n    END IF;\n    RETURN NULL;\n', hash='fe34317c6f0f3a0387b8b78c937c228bee5f88d7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_named_in_claim_bb973', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='comparisons_question', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundquestion',
            trigger=pgtrigger.compiler.Trigger(name='search_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM search_refresh_all(); RETURN NULL;', hash='f2930bb5e9c6d1902807ab3e8d08fcdedba687ad', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_search_emptied_01f22', table='comparisons_question', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundquestionclaim',
            trigger=pgtrigger.compiler.Trigger(name='search_claim_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func="PERFORM 1 FROM entities_claim WHERE id IN (SELECT claim_id FROM new_rows) ORDER BY id FOR SHARE; keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT claim_id AS key FROM new_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('claim', keys);\n    END IF;\n    RETURN NULL;\n", hash='0db4112d100f057339f431174bde0854acc3913a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_search_claim_insert_0b7f8', referencing='REFERENCING NEW TABLE AS new_rows ', table='comparisons_questionclaim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundquestionclaim',
            trigger=pgtrigger.compiler.Trigger(name='search_claim_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=' keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT unnest(ARRAY[before.claim_id, after.claim_id]) AS key FROM old_rows AS before JOIN new_rows AS after USING (id) WHERE (before."claim_id", before."question_id") IS DISTINCT FROM (after."claim_id", after."question_id")) AS wanted); \n    IF keys <> \'{}\' THEN\n        PERFORM search_refresh(\'claim\', keys);\n    END IF;\n    RETURN NULL;\n', hash='e9b7584ede50bd8a9f84d679bb5e974abe0916cc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_claim_update_83028', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='comparisons_questionclaim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundquestionclaim',
            trigger=pgtrigger.compiler.Trigger(name='search_claim_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE keys bigint[];', func=" keys := ARRAY(SELECT DISTINCT wanted.key FROM (SELECT claim_id AS key FROM old_rows) AS wanted); \n    IF keys <> '{}' THEN\n        PERFORM search_refresh('claim', keys);\n    END IF;\n    RETURN NULL;\n", hash='8eec8a7938dd94903707f05a5175dd6e6e4a39e3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_search_claim_delete_b868d', referencing='REFERENCING OLD TABLE AS old_rows ', table='comparisons_questionclaim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='foundquestionclaim',
            trigger=pgtrigger.compiler.Trigger(name='search_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM search_refresh_all(); RETURN NULL;', hash='9c77a4823435032d84ed81752d8bcc504cd3667b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_search_emptied_6bf85', table='comparisons_questionclaim', when='AFTER')),
        ),
    ]
