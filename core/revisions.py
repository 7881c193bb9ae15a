"""The revision: the name of the state of everything that a reader may see.

    any commit that writes a watched table ──trigger──> one row of core_revisionstep, whatever wrote it
    revision = how many such rows there are, and the random nonce of the newest

What is kept of a page is kept under the revision that it was made from, so nothing ever has to be invalidated. The
rows need no lock, a rollback takes them away again, and a database restored from a dump counts on with other nonces,
so that no old number names new content. Counting commits, and not only naming the newest row, tells apart two
commits that finish in the other order than they began.
"""

from dataclasses import dataclass

import pgtrigger
from django.db import connections, transaction

from core.models import RevisionStep
from core.read_database import present_name

# One row a transaction: the setting is local to it, and a rollback to a savepoint takes it back with the row.
_ADD_STEP = """
    IF coalesce(current_setting('brainmatter.revised', true), '') = '' THEN
        INSERT INTO core_revisionstep DEFAULT VALUES;
        PERFORM set_config('brainmatter.revised', 'yes', true);
    END IF;
    RETURN NULL;
"""

# What names the revision, in one statement, so that both parts come from one snapshot.
REVISION_SQL = """
    SELECT coalesce(sum(steps), 0)::bigint, coalesce((array_agg(nonce ORDER BY id DESC))[1]::text, '')
    FROM core_revisionstep
"""


@dataclass(frozen=True, slots=True, order=True)
class Revision:
    """``number`` grows by every commit that changes what readers see; ``nonce`` tells restored databases apart."""

    number: int
    nonce: str

    def __str__(self) -> str:
        return f"{self.number}-{self.nonce}"


def current_revision(*, using: str = "default") -> Revision:
    """The revision that the present snapshot of the database shows. One query."""
    with connections[using].cursor() as cursor:
        cursor.execute(REVISION_SQL)
        number, nonce = cursor.fetchone()
    return Revision(number, nonce)


def committed_revision() -> Revision | None:
    """The revision of the database that is read from now. One query.

    None where this transaction has itself made another one, which is not committed yet.
    """
    with connections[present_name()].cursor() as cursor:
        own = "coalesce(current_setting('brainmatter.revised', true), '')"
        cursor.execute(f"SELECT {own}, found.* FROM ({REVISION_SQL}) AS found")
        revised, number, nonce = cursor.fetchone()
    return None if revised else Revision(number, nonce)


def changes_what_readers_see() -> pgtrigger.Trigger:
    """On a model whose table a public page reads: whatever is written to it makes another revision, TRUNCATE too."""
    return pgtrigger.Trigger(
        name="makes_a_revision",
        when=pgtrigger.After,
        level=pgtrigger.Statement,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
        func=_ADD_STEP,
    )


def changes_what_readers_see_if(*columns: str) -> list[pgtrigger.Trigger]:
    """On a model of which readers see only the rows where one of these conditions on a column holds ("is_released").

    Other rows make no revision, so that what strangers send in empties no cache; a row that is or was visible does.
    """
    old, new = ("(" + " OR ".join(f"{row}.{column}" for column in columns) + ")" for row in ("OLD", "NEW"))
    row_triggers = [
        pgtrigger.Trigger(
            name=f"makes_a_revision_{name}",
            when=pgtrigger.After,
            operation=operation,
            condition=pgtrigger.Condition(condition),
            func=_ADD_STEP,
        )
        for name, operation, condition in (
            ("insert", pgtrigger.Insert, new),
            ("update", pgtrigger.Update, f"({old} OR {new})"),
            ("delete", pgtrigger.Delete, old),
        )
    ]
    emptied = pgtrigger.Trigger(
        name="makes_a_revision_empty",
        when=pgtrigger.After,
        level=pgtrigger.Statement,
        operation=pgtrigger.Truncate,
        func=_ADD_STEP,
    )
    return [*row_triggers, emptied]


@transaction.atomic
def fold_old_steps() -> int:
    """Fold all rows but the newest into it, so that asking for the revision stays cheap; returns how many went.

    The revision stays the same. Rows younger than a day are left: a transaction that began before and is still open
    may yet add one with an older id.
    """
    newest = RevisionStep.objects.order_by("-pk").select_for_update().first()
    if newest is None:
        return 0
    with connections["default"].cursor() as cursor:
        cursor.execute(
            """
            WITH gone AS (
                DELETE FROM core_revisionstep WHERE id < %s AND at < now() - interval '1 day' RETURNING steps
            )
            UPDATE core_revisionstep SET steps = steps + (SELECT coalesce(sum(steps), 0) FROM gone) WHERE id = %s
            RETURNING (SELECT count(*) FROM gone)
            """,
            [newest.pk, newest.pk],
        )
        (count,) = cursor.fetchone()
    return int(count)
