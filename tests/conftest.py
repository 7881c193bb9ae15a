"""The database that tests marked ``django_db`` write into: a copy of the migrated template."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections
from django.template import Template
from django.test import TransactionTestCase
from django.test.utils import _TestState

from tests.template_databases import copy_again, migrated_template


@pytest.fixture(scope="session", autouse=True)
def templates_rendered_unwatched(django_test_environment: None) -> None:
    """Undo what Django does for `response.context`: it copies what every template was given, each widget's too.

    That took a tenth of the time of a page of the admin. What a view gives its template is in `response.context_data`.
    """
    Template._render = _TestState.saved_data.template_render  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Have Django copy the template, and migrate only what the copy still lacks, which is nothing.

    A test with transactions of its own leaves a new copy behind. Django would empty every table instead, of what
    migrations wrote into it too, so that other tests could not follow it; and that takes longer.
    """

    def copied_again(_test: TransactionTestCase) -> None:
        connections.close_all()
        copy_again(name, connection.settings_dict["NAME"])
        ContentType.objects.clear_cache()

    with migrated_template() as name, pytest.MonkeyPatch.context() as patch:
        settings.DATABASES["default"]["TEST"]["TEMPLATE"] = name
        patch.setattr(TransactionTestCase, "_fixture_teardown", copied_again)
        yield
