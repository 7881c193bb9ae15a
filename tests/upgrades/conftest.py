"""What all modules about databases of earlier versions share."""

from collections.abc import Iterator

import pytest

from tests.upgrades.remembered_states import remembered_states


@pytest.fixture(scope="package", autouse=True)
def states_of_migrations() -> Iterator[None]:
    """Databases that lack the same migrations do not work out each what the models are after each of them."""
    with remembered_states():
        yield
