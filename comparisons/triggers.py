"""What the database itself refuses about comparisons, beyond what a constraint on one row can say.

The deferred triggers look at the end of the transaction, so that a form may save a comparison before its sides.
"""

import pgtrigger

from citations.triggers import shows_source_of_equivalence

# The lock makes transactions that each take one side away wait for each other.
_TWO_SIDES = """
    PERFORM 1 FROM comparisons_comparison WHERE id = {comparison} FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM comparisons_comparison WHERE id = {comparison})
        AND (SELECT count(*) FROM comparisons_side WHERE comparison_id = {comparison}) < 2
    THEN
        RAISE EXCEPTION 'A comparison has at least two different sides.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'comparison_has_two_sides';
    END IF;
"""

_POINTS_BELONG = """
    IF EXISTS (
        SELECT 1 FROM comparisons_point point JOIN entities_claim claim ON claim.id = point.claim_id
        WHERE {those} AND (
            claim.kind = 'attribute'
            OR claim.kind IN ('strength', 'weakness') AND NOT EXISTS (
                SELECT 1 FROM comparisons_side side
                WHERE side.comparison_id = point.comparison_id AND side.entity_id = claim.entity_id
            )
        )
    ) THEN
        RAISE EXCEPTION 'A point is a finding, or a strength or weakness of one of the sides.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'point_belongs_to_a_side';
    END IF;
"""

_PUBLIC_EXACTLY_WITH_AN_EDITION = """
    IF EXISTS (
        SELECT 1 FROM comparisons_comparison comparison
        WHERE id = {comparison} AND (status IN ('published', 'withdrawn'))
            <> EXISTS (SELECT 1 FROM comparisons_edition WHERE comparison_id = comparison.id)
    ) THEN
        RAISE EXCEPTION 'A comparison becomes public by its first edition, and then stays so: withdraw it instead.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'comparison_public_exactly_with_an_edition';
    END IF;
"""

_PUBLIC_WITH_A_SOURCE = """
    IF EXISTS (
        SELECT 1 FROM comparisons_equivalence equivalence
        WHERE id = {equivalence} AND status = 'published'
            AND NOT EXISTS (SELECT 1 FROM comparisons_equivalencecitation WHERE equivalence_id = equivalence.id)
    ) THEN
        RAISE EXCEPTION 'A published equivalence cites at least one source.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'equivalence_public_with_a_source';
    END IF;
"""

# Where a document has claims: the same paths in every schema version. ``editions`` is a table of them.
_RECORD_CLAIMS = """
    INSERT INTO comparisons_editionclaim (edition_id, claim, place)
    SELECT edition.id, shown.claim, shown.place
    FROM {editions} edition, LATERAL (
        SELECT jsonb_path_query(edition.document, '$.rows[*].cells[*].claim') #>> '{{}}', 'cell'
        UNION ALL
        SELECT jsonb_path_query(edition.document, '$.points[*].strengths[*].claim') #>> '{{}}', 'strength'
        UNION ALL
        SELECT jsonb_path_query(edition.document, '$.points[*].weaknesses[*].claim') #>> '{{}}', 'weakness'
        UNION ALL
        SELECT jsonb_path_query(edition.document, '$.findings[*].claim') #>> '{{}}', 'finding'
    ) AS shown (claim, place)
    WHERE shown.claim <> ''
    ON CONFLICT DO NOTHING
"""


def _at_commit(
    name: str, operation: pgtrigger.core.Operation | pgtrigger.core.Operations, check: str
) -> pgtrigger.Trigger:
    """A trigger that looks at what a whole transaction has made of things."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=operation,
        timing=pgtrigger.Deferred,
        func=f"{check}RETURN NULL;",
    )


def has_two_sides() -> pgtrigger.Trigger:
    """On Comparison: none is ever born without two sides."""
    return _at_commit("has_two_sides", pgtrigger.Insert, _TWO_SIDES.format(comparison="NEW.id"))


def leaves_two_sides() -> pgtrigger.Trigger:
    """On Side: none leaves unless two stay, nor while a point still speaks of it."""
    return _at_commit(
        "leaves_two_sides",
        pgtrigger.Delete | pgtrigger.Update,
        _TWO_SIDES.format(comparison="OLD.comparison_id")
        + _POINTS_BELONG.format(those="point.comparison_id = OLD.comparison_id"),
    )


def belongs_to_a_side() -> pgtrigger.Trigger:
    """On Point: it is a finding, or it speaks of one of the sides."""
    return _at_commit(
        "belongs_to_a_side",
        pgtrigger.Insert | pgtrigger.Update,
        _POINTS_BELONG.format(those="point.comparison_id = NEW.comparison_id"),
    )


def stays_with_its_points() -> pgtrigger.Trigger:
    """On Claim: one that is a point somewhere changes neither its kind nor its entity so that it no longer can be."""
    return _at_commit(
        "stays_with_its_points",
        pgtrigger.UpdateOf("kind", "entity_id"),
        _POINTS_BELONG.format(those="point.claim_id = NEW.id"),
    )


def public_exactly_with_an_edition() -> pgtrigger.Trigger:
    """On Comparison: it is published or withdrawn if it has an edition, and else neither."""
    return _at_commit(
        "public_exactly_with_an_edition",
        pgtrigger.Insert | pgtrigger.UpdateOf("status"),
        _PUBLIC_EXACTLY_WITH_AN_EDITION.format(comparison="NEW.id"),
    )


def makes_its_comparison_public() -> pgtrigger.Trigger:
    """On Edition: the same, from the other end."""
    return _at_commit(
        "makes_its_comparison_public",
        pgtrigger.Insert,
        _PUBLIC_EXACTLY_WITH_AN_EDITION.format(comparison="NEW.comparison_id"),
    )


def public_with_a_source() -> pgtrigger.Trigger:
    """On Equivalence: what readers may switch on is not this site's own invention."""
    return _at_commit(
        "public_with_a_source",
        pgtrigger.Insert | pgtrigger.UpdateOf("status"),
        _PUBLIC_WITH_A_SOURCE.format(equivalence="NEW.id"),
    )


def leaves_a_source() -> pgtrigger.Trigger:
    """On EquivalenceCitation: the last one of a published equivalence stays."""
    return _at_commit(
        "leaves_a_source",
        pgtrigger.Delete | pgtrigger.Update,
        _PUBLIC_WITH_A_SOURCE.format(equivalence="OLD.equivalence_id"),
    )


def shows_its_sources() -> pgtrigger.Trigger:
    """On Equivalence: once it is published, readers see the sources that it cites."""
    return pgtrigger.Trigger(
        name="shows_its_sources",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("status"),
        func=f"{shows_source_of_equivalence(those='equivalence.id = NEW.id')}; RETURN NULL;",
    )


def shows_its_source() -> pgtrigger.Trigger:
    """On EquivalenceCitation: the same, from the other end."""
    return pgtrigger.Trigger(
        name="shows_its_source",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            PERFORM 1 FROM comparisons_equivalence WHERE id = NEW.equivalence_id FOR SHARE;
            {shows_source_of_equivalence(those="citation.id = NEW.id")};
            RETURN NULL;
        """,
    )


def next_in_number() -> pgtrigger.Trigger:
    """On Edition: numbers follow one another without a gap."""
    return pgtrigger.Trigger(
        name="next_in_number",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        # One that is there already is left to the unique constraint, which says so.
        func="""
            IF NEW.number > 1 AND NOT EXISTS (
                SELECT 1 FROM comparisons_edition
                WHERE comparison_id = NEW.comparison_id AND number = NEW.number - 1
            ) THEN
                RAISE EXCEPTION 'Edition % cannot be made before edition %.', NEW.number, NEW.number - 1
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_numbered_without_gaps';
            END IF;
            RETURN NEW;
        """,
    )


def records_its_claims() -> pgtrigger.Trigger:
    """On Edition: what its document shows is written to the table of EditionClaim, whoever made the edition and how.

    A claim of several places, which no comparison of today has, is recorded for the first of them.
    """
    return pgtrigger.Trigger(
        name="records_its_claims",
        when=pgtrigger.After,
        level=pgtrigger.Statement,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="made"),
        func=f"{_RECORD_CLAIMS.format(editions='made')}; RETURN NULL;",
    )


def only_as_its_edition_says() -> pgtrigger.Trigger:
    """On EditionClaim: its rows come with their edition, by the trigger there, and from nowhere else."""
    return pgtrigger.Trigger(
        name="only_as_its_edition_says",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF pg_trigger_depth() < 2 THEN
                RAISE EXCEPTION 'What an edition shows is read from its document, never entered.'
                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'edition_claim_only_from_its_document';
            END IF;
            RETURN NEW;
        """,
    )


def never_changes() -> pgtrigger.Trigger:
    """On Edition and what belongs to it: an update or a delete is refused."""
    return pgtrigger.Trigger(
        name="never_changes",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func="""
            RAISE EXCEPTION 'An edition is never changed or deleted: publish a new one instead.'
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'edition_never_changes';
        """,
    )


def never_truncated() -> pgtrigger.Trigger:
    """On Edition and what belongs to it: emptying the table is refused, but in a test database, which is emptied
    between tests."""
    return pgtrigger.Trigger(
        name="never_truncated",
        when=pgtrigger.Before,
        level=pgtrigger.Statement,
        operation=pgtrigger.Truncate,
        func="""
            IF current_database() NOT LIKE 'test%' THEN
                RAISE EXCEPTION 'Editions are kept for ever.'
                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'edition_never_changes';
            END IF;
            RETURN NULL;
        """,
    )
