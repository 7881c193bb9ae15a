"""The database that tests marked ``django_db`` write into: a copy of the migrated template."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from tests.template_databases import migrated_template


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Have Django copy the template, and migrate only what the copy still lacks, which is nothing."""
    with migrated_template() as name:
        settings.DATABASES["default"]["TEST"]["TEMPLATE"] = name
        yield
