"""What the database itself refuses about comparisons, beyond what a constraint on one row can say.

The deferred triggers look at the end of the transaction, so that a form may save a comparison before its sides.
"""

import pgtrigger

_TWO_SIDES = """
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
        WHERE point.comparison_id = {comparison} AND (
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


def has_two_sides() -> pgtrigger.Trigger:
    """On Comparison: none is ever born without two sides."""
    return pgtrigger.Trigger(
        name="has_two_sides",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        func=_TWO_SIDES.format(comparison="NEW.id") + "RETURN NULL;",
    )


def leaves_two_sides() -> pgtrigger.Trigger:
    """On Side: none leaves unless two stay, nor while a point still speaks of it."""
    return pgtrigger.Trigger(
        name="leaves_two_sides",
        when=pgtrigger.After,
        operation=pgtrigger.Delete | pgtrigger.Update,
        timing=pgtrigger.Deferred,
        func=(_TWO_SIDES + _POINTS_BELONG).format(comparison="OLD.comparison_id") + "RETURN NULL;",
    )


def belongs_to_a_side() -> pgtrigger.Trigger:
    """On Point: it is a finding, or it speaks of one of the sides."""
    return pgtrigger.Trigger(
        name="belongs_to_a_side",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        timing=pgtrigger.Deferred,
        func=_POINTS_BELONG.format(comparison="NEW.comparison_id") + "RETURN NULL;",
    )


def never_changes() -> pgtrigger.Trigger:
    """On Edition: an update or a delete is refused."""
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
    """On Edition: emptying the table is refused, but in a test database, which is emptied between tests."""
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
