"""What the database itself refuses about entities and claims, beyond what a constraint on one row can say."""

import pgtrigger


def no_circle_of_parts() -> pgtrigger.Trigger:
    """On Entity: following ``part_of`` upwards never leads back to where it began."""
    return pgtrigger.Trigger(
        name="no_circle_of_parts",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("part_of_id"),
        condition=pgtrigger.Condition('NEW."part_of_id" IS NOT NULL'),
        # The lock makes two changes that would only close a circle together wait for each other.
        func="""
            PERFORM pg_advisory_xact_lock(hashtext('entities_entity.part_of'));
            IF EXISTS (
                WITH RECURSIVE whole (id) AS (
                    SELECT NEW.part_of_id
                    UNION
                    SELECT entity.part_of_id FROM entities_entity entity JOIN whole ON entity.id = whole.id
                    WHERE entity.part_of_id IS NOT NULL
                )
                SELECT 1 FROM whole WHERE id = NEW.id
            ) THEN
                RAISE EXCEPTION '“%” would be a part of its own part.', NEW.name
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'entity_no_circle_of_parts';
            END IF;
            RETURN NULL;
        """,
    )


def not_related_to_itself() -> pgtrigger.Trigger:
    """On the table behind Entity.related: an entity is related to others."""
    return pgtrigger.Trigger(
        name="not_related_to_itself",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Condition('NEW."from_entity_id" = NEW."to_entity_id"'),
        func="""
            RAISE EXCEPTION 'An entity is not related to itself: take it out of “related”.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'entity_not_related_to_itself';
        """,
    )


def public_id_is_permanent() -> pgtrigger.Trigger:
    """On Claim: its id never changes."""
    return pgtrigger.Trigger(
        name="public_id_is_permanent",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("public_id"),
        condition=pgtrigger.Condition('OLD."public_id" IS DISTINCT FROM NEW."public_id"'),
        func="""
            RAISE EXCEPTION 'The id of a claim is permanent, because others cite it.'
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'claim_public_id_permanent';
        """,
    )


def public_claim_is_kept() -> pgtrigger.Trigger:
    """On Claim: what readers could once see is withdrawn, not deleted. Its history knows whether they could."""
    return pgtrigger.Trigger(
        name="public_claim_is_kept",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func="""
            IF EXISTS (SELECT 1 FROM entities_claimevent WHERE pgh_obj_id = OLD.id AND status = 'published') THEN
                RAISE EXCEPTION 'The claim “%” was public, and others may cite it: withdraw it instead.', OLD.public_id
                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'claim_public_is_kept';
            END IF;
            RETURN OLD;
        """,
    )
