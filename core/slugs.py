"""Slugs that remember: an address that was once public keeps leading somewhere.

The database does the remembering, so that a rename through the admin, a command or a bare
``update()`` is remembered alike, and no new row can take over an address that others have cited.
"""

import pgtrigger
from django.db import models
from django.db.models.functions import Now

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class FormerSlug(models.Model):
    """A slug that its owner once had. Concrete models add the owner as a foreign key."""

    slug = models.CharField(max_length=100, primary_key=True)
    until = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


def slug_is_well_formed(name: str, field: str = "slug") -> models.CheckConstraint:
    """A named constraint: lower-case words and numbers joined by single hyphens."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(**{f"{field}__regex": SLUG_PATTERN}),
        violation_error_message="Use lower-case letters and digits, joined by single hyphens, as in “human-brain”.",
    )


def remembering(*, former_table: str, owner: str, field: str = "slug") -> list[pgtrigger.Trigger]:
    """The two triggers that make a model's slug remember.

    ``former_table`` is the table of the model's FormerSlug, ``owner`` its foreign-key column, ``field`` the
    slug's column on the model itself. The first trigger refuses a slug that others once had (and frees one
    that comes home); the second keeps the old slug after a rename. Both look after the row is written: whoever
    waited for a rename to be committed then sees what was remembered.
    """
    guard = f"""
        IF EXISTS (SELECT 1 FROM {former_table} WHERE slug = NEW.{field} AND {owner} <> NEW.id) THEN
            RAISE EXCEPTION 'The address “%” once led to something else and still redirects there. Choose another.',
                NEW.{field} USING ERRCODE = 'unique_violation', CONSTRAINT = '{former_table}_never_taken_over';
        END IF;
        DELETE FROM {former_table} WHERE slug = NEW.{field} AND {owner} = NEW.id;
        RETURN NULL;
    """
    keep = f"""
        INSERT INTO {former_table} (slug, {owner}) VALUES (OLD.{field}, OLD.id);
        RETURN NULL;
    """
    return [
        pgtrigger.Trigger(
            name="refuse_former_slug",
            when=pgtrigger.After,
            operation=pgtrigger.Insert | pgtrigger.UpdateOf(field),
            func=guard,
        ),
        pgtrigger.Trigger(
            name="remember_slug",
            when=pgtrigger.After,
            operation=pgtrigger.UpdateOf(field),
            condition=pgtrigger.Condition(f'OLD."{field}" IS DISTINCT FROM NEW."{field}"'),
            func=keep,
        ),
    ]


def leads_nowhere_else(*, present_table: str, field: str = "slug") -> pgtrigger.Trigger:
    """On a FormerSlug: an address that is in use cannot redirect as well.

    ``present_table`` is the table of those who have slugs, ``field`` the slug's column there.
    """
    return pgtrigger.Trigger(
        name="leads_nowhere_else",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            IF EXISTS (SELECT 1 FROM {present_table} WHERE {field} = NEW.slug) THEN
                RAISE EXCEPTION 'The address “%” is in use: it cannot redirect to something else.', NEW.slug
                    USING ERRCODE = 'unique_violation', CONSTRAINT = '{present_table}_former_slug_not_in_use';
            END IF;
            RETURN NEW;
        """,
    )
