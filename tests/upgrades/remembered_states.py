"""What the models are after each step of the migrations, worked out once for all old databases.

`migrate` spends two thirds of its time on making the classes of the models anew after every single operation. They
follow from the migrations alone, not from what is in the database: of two databases that lack the same migrations, the
second finds them made. What is done to the database is done to each.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration, RunPython
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState
from django.db.transaction import atomic

type Plan = list[tuple[Migration, bool]]
_MOST = 2  # plans are kept: databases of one age one after another need no more, and each takes some 100 MB
_forwards = MigrationExecutor._migrate_all_forwards


class _Steps:
    """The states of one plan: where it begins, and the one after each operation of each migration."""

    def __init__(self, start: ProjectState) -> None:
        self.start = start
        self.after: dict[tuple[str, str, int], ProjectState] = {}

    def forget_what_was_read(self) -> None:
        """Models of an early state keep the numbers of content types too, which are others in the next database."""
        for state in (self.start, *self.after.values()):
            state.apps.get_model("contenttypes", "contenttype").objects.clear_cache()


@contextmanager
def remembered_states() -> Iterator[None]:
    """Within the block, databases that lack the same migrations share the states that these go through."""
    plans: dict[tuple[str, ...], _Steps] = {}
    current: list[_Steps] = []

    def forwards(
        executor: MigrationExecutor, state: ProjectState, plan: Plan, full_plan: Plan, **options: Any
    ) -> ProjectState:
        lacking = {migration for migration, _ in plan}
        names = (str(type(executor.loader)), *(str(each) for each, _ in full_plan if each in lacking))
        if names not in plans:
            state.apps  # noqa: B018  makes the models, before they are copied
            plans[names] = _Steps(state)
        plans[names] = plans.pop(names)  # The one used last stands last.
        while len(plans) > _MOST:
            del plans[next(iter(plans))]
        current[:] = [plans[names]]
        plans[names].forget_what_was_read()
        # `migrate` goes on to change what it is given back.
        return _forwards(executor, plans[names].start, plan, full_plan, **options).clone()

    def apply(migration: Migration, state: ProjectState, editor: BaseDatabaseSchemaEditor) -> ProjectState:
        label, (steps,) = migration.app_label, current
        for number, operation in enumerate(migration.operations):
            place = (label, migration.name, number)
            if place not in steps.after:
                steps.after[place] = state.clone()
                operation.state_forwards(label, steps.after[place])
            if isinstance(operation, RunPython):  # for which all models are made anew
                state.clear_delayed_apps_cache()
                state.is_delayed = False
            if not editor.atomic_migration and (
                operation.atomic or (migration.atomic and operation.atomic is not False)
            ):
                with atomic(editor.connection.alias):
                    operation.database_forwards(label, editor, state, steps.after[place])
            else:
                operation.database_forwards(label, editor, state, steps.after[place])
            state = steps.after[place]
        return state

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MigrationExecutor, "_migrate_all_forwards", forwards)
        patch.setattr(Migration, "apply", apply)
        yield
