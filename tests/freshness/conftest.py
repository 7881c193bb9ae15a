"""A site that these tests alone change."""

from collections.abc import Iterator

import pytest

from tests.running_site import RunningSite, site_of_its_own


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[RunningSite]:
    """The running site, with content that is written to from all sides."""
    yield from site_of_its_own(f"{worker_id}_fresh", tmp_path_factory.mktemp("fresh"))
