"""What readers type finds what they look for, in our own content."""

import pytest

from tests.content.conftest import LoadedContent, searched_for


@pytest.mark.parametrize(("query", "wanted"), searched_for().items())
def test_what_is_looked_for_is_among_the_first_three_of_its_kind(query: str, wanted: str, loaded: LoadedContent):
    assert wanted in loaded.found[query]


def test_there_are_as_many_queries_as_promised():
    assert len(searched_for()) >= 60
