"""The tables that the models imply, made by Django as temporary tables that nobody else sees, read, and undone."""

import pgtrigger
from django.apps import apps
from django.db import connection, models, transaction
from django.db.backends.postgresql.schema import DatabaseSchemaEditor

from core.schema.catalogue import TEMPORARY, TRIGGER, Fact, facts_in


def names_given() -> set[str]:
    """The names of constraints and indexes that the models give."""
    given = {constraint.name for model in _all_models() for constraint in model._meta.constraints}
    return given | {index.name for model in _all_models() for index in model._meta.indexes}


def facts_of_models() -> set[Fact]:
    """Every fact that the models and triggers of all installed apps imply; some 300 milliseconds.

    Nothing of it stays: the transaction, or the part of it that this is, is rolled back.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('search_path', 'pg_temp, ' || current_setting('search_path'), true)")
        # Django's own editor: the connection's would make triggers too, which are known without it. All in one go.
        with DatabaseSchemaEditor(connection, collect_sql=True, atomic=False) as editor:
            for model in apps.get_models():
                if model._meta.managed and not model._meta.proxy and not model._meta.swapped:
                    editor.create_model(model)
        cursor.execute("\n".join(editor.collected_sql))
        found = facts_in(TEMPORARY, given_names=names_given())
        transaction.set_rollback(True)
    for owner, trigger in pgtrigger.registered():
        found.add(Fact(TRIGGER, owner._meta.db_table, trigger.get_pgid(owner), trigger.compile(owner).hash))
    return found


def keys_of_join_tables() -> set[tuple[str, str]]:
    """Table and column of keys whose type is the one that was usual when the table was made, which no model says."""
    return {
        (model._meta.db_table, str(model._meta.pk.column))
        for model in _all_models()
        if model._meta.auto_created and model._meta.pk is not None
    }


def _all_models() -> list[type[models.Model]]:
    return apps.get_models(include_auto_created=True)
