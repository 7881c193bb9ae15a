"""What the database itself refuses about sources, beyond what a constraint on one row can say."""

import pgtrigger


def public_source_is_kept() -> pgtrigger.Trigger:
    """On Source: one that a public claim has cited is not deleted, unless its key is handed on to another.

    The histories know what was cited, even after the citation itself has gone.
    """
    return pgtrigger.Trigger(
        name="public_source_is_kept",
        when=pgtrigger.After,
        operation=pgtrigger.Delete,
        timing=pgtrigger.Deferred,
        func="""
            IF EXISTS (
                SELECT 1 FROM citations_citationevent cited
                JOIN entities_claimevent claim ON claim.pgh_obj_id = cited.claim_id
                WHERE cited.source_id = OLD.id AND claim.status = 'published'
                UNION ALL
                SELECT 1 FROM citations_derivationinputevent input
                JOIN citations_derivationevent derivation ON derivation.pgh_obj_id = input.derivation_id
                JOIN citations_citationevent cited ON cited.pgh_obj_id = derivation.citation_id
                JOIN entities_claimevent claim ON claim.pgh_obj_id = cited.claim_id
                WHERE input.source_id = OLD.id AND claim.status = 'published'
            )
            AND NOT EXISTS (SELECT 1 FROM citations_source WHERE key = OLD.key)
            AND NOT EXISTS (SELECT 1 FROM citations_formersourcekey WHERE slug = OLD.key) THEN
                RAISE EXCEPTION 'The source “%” was cited in public: its page must stay.', OLD.key
                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'source_public_is_kept';
            END IF;
            RETURN NULL;
        """,
    )


def citation_has_source_or_derivation() -> pgtrigger.Trigger:
    """On Citation: what cites no source has a derivation, at the end of the transaction."""
    return pgtrigger.Trigger(
        name="citation_has_source_or_derivation",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("source_id"),
        timing=pgtrigger.Deferred,
        func="""
            IF EXISTS (
                SELECT 1 FROM citations_citation citation
                LEFT JOIN citations_derivation derivation ON derivation.citation_id = citation.id
                WHERE citation.id = NEW.id AND (citation.source_id IS NULL) = (derivation.id IS NULL)
            ) THEN
                RAISE EXCEPTION 'A figure has a source, or follows from others by a formula: one of the two.'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'citation_source_or_derivation';
            END IF;
            RETURN NULL;
        """,
    )


def derived_citation_has_no_source() -> pgtrigger.Trigger:
    """On Derivation: the same rule, seen from there; also when a derivation goes and its citation stays."""
    return pgtrigger.Trigger(
        name="derived_citation_has_no_source",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("citation_id") | pgtrigger.Delete,
        timing=pgtrigger.Deferred,
        func="""
            IF EXISTS (
                SELECT 1 FROM citations_citation citation
                LEFT JOIN citations_derivation derivation ON derivation.citation_id = citation.id
                WHERE citation.id IN (OLD.citation_id, NEW.citation_id)
                AND (citation.source_id IS NULL) = (derivation.id IS NULL)
            ) THEN
                RAISE EXCEPTION 'A figure has a source, or follows from others by a formula: one of the two.'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'citation_source_or_derivation';
            END IF;
            RETURN NULL;
        """,
    )


def no_circle_of_derivations() -> pgtrigger.Trigger:
    """On DerivationInput: following inputs to their claims never leads back to where it began."""
    return pgtrigger.Trigger(
        name="no_circle_of_derivations",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("claim_id", "derivation_id"),
        condition=pgtrigger.Condition('NEW."claim_id" IS NOT NULL'),
        declare=[("circle", "text")],
        # The lock makes two changes that would only close a circle together wait for each other.
        func="""
            PERFORM pg_advisory_xact_lock(hashtext('citations_derivationinput.claim'));
            WITH RECURSIVE resting (claim_id, way) AS (
                SELECT citation.claim_id, ARRAY[citation.claim_id]
                FROM citations_derivation derivation
                JOIN citations_citation citation ON citation.id = derivation.citation_id
                WHERE derivation.id = NEW.derivation_id
                UNION ALL
                SELECT input.claim_id, resting.way || input.claim_id
                FROM resting
                JOIN citations_citation citation ON citation.claim_id = resting.claim_id
                JOIN citations_derivation derivation ON derivation.citation_id = citation.id
                JOIN citations_derivationinput input ON input.derivation_id = derivation.id
                WHERE input.claim_id IS NOT NULL
                AND resting.claim_id <> ALL (resting.way[1:array_length(resting.way, 1) - 1])
            )
            SELECT string_agg(claim.public_id, ' → ' ORDER BY place) INTO circle
            FROM (
                SELECT way FROM resting
                WHERE array_length(way, 1) > 1 AND way[1] = way[array_length(way, 1)] LIMIT 1
            ) found, unnest(found.way) WITH ORDINALITY AS step (id, place)
            JOIN entities_claim claim ON claim.id = step.id;
            IF circle IS NOT NULL THEN
                RAISE EXCEPTION 'A figure would rest on itself: %.', circle
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'derivation_no_circle';
            END IF;
            RETURN NULL;
        """,
    )


# A claim's place on its dimension, for the claims with these keys; as `StatementPart.headline` chooses the figure.
PLACE_CLAIMS = """
    INSERT INTO citations_placeondimension AS place (claim_id, dimension_id, size, public_id)
    SELECT claim.id, claim.dimension_id, coalesce((
        SELECT CASE
            WHEN count(*) FILTER (WHERE rank = 'preferred') > 0 THEN max(size) FILTER (WHERE rank = 'preferred')
            WHEN count(*) FILTER (WHERE rank = 'normal') = 1 THEN max(size) FILTER (WHERE rank = 'normal')
        END
        FROM (
            SELECT rank, coalesce(canonical_value, canonical_high, canonical_low) AS size FROM citations_citation
            WHERE claim_id = claim.id AND stance = 'supports' AND figure_text <> ''
            AND source_check NOT IN ('quoted', 'not-seen')
            AND NOT EXISTS (
                SELECT 1 FROM citations_derivation derivation
                WHERE derivation.citation_id = citations_citation.id
                AND derivation.source_check IN ('quoted', 'not-seen')
            )
        ) AS figure
    ), '-Infinity'), claim.public_id
    FROM entities_claim claim WHERE {those} AND claim.dimension_id IS NOT NULL
    ON CONFLICT (claim_id) DO UPDATE SET dimension_id = excluded.dimension_id, size = excluded.size
        WHERE (place.dimension_id, place.size) IS DISTINCT FROM (excluded.dimension_id, excluded.size)
"""

_SHOW_SOURCE = """
    INSERT INTO citations_publicsource (source_id) {sources} ON CONFLICT DO NOTHING
"""


def written_by_triggers_only() -> pgtrigger.Trigger:
    """On what follows from other tables: its rows come and go with theirs."""
    return pgtrigger.Trigger(
        name="written_by_triggers_only",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func="""
            IF pg_trigger_depth() < 2 THEN
                RAISE EXCEPTION 'This follows from claims and citations: change those.'
                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'derived_rows_written_by_triggers_only';
            END IF;
            RETURN coalesce(NEW, OLD);
        """,
    )


def shows_its_sources() -> pgtrigger.Trigger:
    """On Claim: once it is published, readers see the sources that it cites."""
    return pgtrigger.Trigger(
        name="shows_its_sources",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("status"),
        condition=pgtrigger.Condition("""NEW."status" = 'published' AND OLD."status" <> 'published'"""),
        func=_SHOW_SOURCE.format(
            sources="""
                SELECT source_id FROM citations_citation WHERE claim_id = NEW.id AND source_id IS NOT NULL
                UNION SELECT founding.source_id FROM citations_foundingsource founding
                JOIN citations_derivation derivation ON derivation.id = founding.derivation_id
                JOIN citations_citation citation ON citation.id = derivation.citation_id WHERE claim_id = NEW.id
            """
        )
        + "; RETURN NULL;",
    )


def has_a_place() -> pgtrigger.Trigger:
    """On Claim: an attribute stands on its dimension, wherever that is changed to."""
    return pgtrigger.Trigger(
        name="has_a_place",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("dimension_id"),
        func=f"""
            {PLACE_CLAIMS.format(those="claim.id = NEW.id")};
            IF NEW.dimension_id IS NULL THEN
                DELETE FROM citations_placeondimension WHERE claim_id = NEW.id;
            END IF;
            RETURN NULL;
        """,
    )


# What was held against the source when a citation was checked.
_CHECKED = [
    "source_id",
    "locator",
    "stance",
    "figure_text",
    "value",
    "low",
    "high",
    "bound_kind",
    "sense",
    "unit",
    "scope",
    "conditions",
    "sample_size",
    "method",
    "year",
]
_CHECK = ("source_check", "source_checked_on", "source_check_seen")
# Set for the transaction of a load: the content files state each check beside the words that it is about.
_FILES_SAY = "coalesce(current_setting('brainmatter.files_state_source_checks', true), '') <> ''"
FILES_STATE_SOURCE_CHECKS = "SET LOCAL brainmatter.files_state_source_checks = 'yes'"


def clears_its_source_check() -> pgtrigger.Trigger:
    """On Citation: other words or numbers than those that were confirmed are not confirmed, unless checked anew.

    What was seen only where it is quoted, or not at all, stays so: to change it is not to have seen it.
    """
    changed = " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in _CHECKED)
    kept = " AND ".join(f'OLD."{name}" IS NOT DISTINCT FROM NEW."{name}"' for name in _CHECK)
    return pgtrigger.Trigger(
        name="clears_its_source_check",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(f"""NEW."source_check" LIKE 'confirmed%' AND ({changed}) AND {kept}"""),
        func=f"""
            IF {_FILES_SAY} THEN
                RETURN NEW;
            END IF;
            NEW.source_check = '';
            NEW.source_checked_on = NULL;
            NEW.source_check_seen = '';
            RETURN NEW;
        """,
    )


def clears_the_source_checks_of_its_words() -> pgtrigger.Trigger:
    """On Claim: what was confirmed was its text and its note as they stood."""
    changed = " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in ("text", "note"))
    return pgtrigger.Trigger(
        name="clears_source_checks",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("text", "note"),
        condition=pgtrigger.Condition(changed),
        func=f"""
            IF NOT ({_FILES_SAY}) THEN
                UPDATE citations_citation SET source_check = '', source_checked_on = NULL, source_check_seen = ''
                WHERE claim_id = NEW.id AND source_check LIKE 'confirmed%';
            END IF;
            RETURN NULL;
        """,
    )


def leaves_its_place() -> pgtrigger.Trigger:
    """On Claim: its place goes with it."""
    return pgtrigger.Trigger(
        name="leaves_its_place",
        when=pgtrigger.After,
        operation=pgtrigger.Delete,
        func="DELETE FROM citations_placeondimension WHERE claim_id = OLD.id; RETURN NULL;",
    )


def places_its_claim() -> pgtrigger.Trigger:
    """On Citation: what it changes in the place of its claim, and that readers may see its source.

    The lock on the place makes two transactions that cite one claim see each other's work. A new citation also waits
    for whoever is just publishing the claim; nobody can be waiting for that citation, so this closes no circle.
    """
    return pgtrigger.Trigger(
        name="places_its_claim",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF TG_OP = 'INSERT' THEN
                PERFORM 1 FROM entities_claim WHERE id = NEW.claim_id FOR SHARE;
            END IF;
            PERFORM 1 FROM citations_placeondimension WHERE claim_id IN (OLD.claim_id, NEW.claim_id)
                ORDER BY claim_id FOR UPDATE;
            {PLACE_CLAIMS.format(those="claim.id IN (OLD.claim_id, NEW.claim_id)")};
            IF TG_OP <> 'DELETE' THEN
                {
            _SHOW_SOURCE.format(
                sources='''
                    SELECT NEW.source_id FROM entities_claim
                    WHERE id = NEW.claim_id AND status = 'published' AND NEW.source_id IS NOT NULL
                '''
            )
        };
            END IF;
            RETURN NULL;
        """,
    )


def shows_founding_source() -> pgtrigger.Trigger:
    """On FoundingSource: readers see the works that the derived figures of public claims rest on."""
    return pgtrigger.Trigger(
        name="shows_founding_source",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        func=_SHOW_SOURCE.format(
            sources="""
                SELECT NEW.source_id FROM citations_derivation derivation
                JOIN citations_citation citation ON citation.id = derivation.citation_id
                JOIN entities_claim claim ON claim.id = citation.claim_id
                WHERE derivation.id = NEW.derivation_id AND claim.status = 'published'
            """
        )
        + "; RETURN NULL;",
    )


def shows_source_of_equivalence(*, those: str) -> str:
    """SQL: readers see the sources of published equivalences; ``those`` says of which."""
    return _SHOW_SOURCE.format(
        sources=f"""
            SELECT citation.source_id FROM comparisons_equivalencecitation citation
            JOIN comparisons_equivalence equivalence ON equivalence.id = equivalence_id
            WHERE equivalence.status = 'published' AND {those}
        """
    )
