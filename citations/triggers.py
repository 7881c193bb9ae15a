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
            )
            AND NOT EXISTS (SELECT 1 FROM citations_source WHERE key = OLD.key)
            AND NOT EXISTS (SELECT 1 FROM citations_formersourcekey WHERE slug = OLD.key) THEN
                RAISE EXCEPTION 'The source “%” was cited in public: its page must stay.', OLD.key
                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'source_public_is_kept';
            END IF;
            RETURN NULL;
        """,
    )
