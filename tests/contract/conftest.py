"""One crawl for all contract tests."""

from collections.abc import Iterator

import pytest

from tests.contract.crawling import Answer, Client, crawl
from tests.running_site import RunningSite


@pytest.fixture(scope="session")
def answers(site: RunningSite) -> dict[str, Answer]:
    """What every address of the site answers that can be reached from the home page."""
    return crawl(site.origin)


@pytest.fixture(scope="session")
def pages(answers: dict[str, Answer]) -> list[Answer]:
    """The HTML pages among them."""
    return [answer for answer in answers.values() if answer.is_html and answer.status == 200]


@pytest.fixture(scope="session")
def client_of_site(site: RunningSite) -> Iterator[Client]:
    client = Client(site.origin)
    yield client
    client.close()
