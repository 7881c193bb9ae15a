"""One declaration of what a view reads gives one form to every query that asks for the same page."""

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from core.parameters import NO_PARAMETERS, Parameters, parameters_of, reads

PARAMETERS = Parameters(one=("q", "page"), many=("unit",), ordered=("e",))


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("utm_source=x&fbclid=1", ""),
        ("page=2&q=brain", "q=brain&page=2"),
        ("q=&page=2", "page=2"),
        ("q=a&q=b", "q=b"),
        ("unit=power:kW&unit=mass:g&unit=power:kW", "unit=mass%3Ag&unit=power%3AkW"),
        ("e=gpt-3&e=brain", "e=gpt-3&e=brain"),
        ("q=%20%20brain%00 ", "q=brain"),
        ("q=caf%C3%A9+au+lait", "q=caf%C3%A9+au+lait"),
        ("q=%ff%fe", "q=%EF%BF%BD%EF%BF%BD"),
        ("=&&;&q", ""),
    ],
)
def test_a_query_has_one_form(query: str, canonical: str) -> None:
    assert PARAMETERS.canonical(query) == canonical


@given(st.text(max_size=400))
def test_any_query_has_a_form_that_stays_as_it_is(query: str) -> None:
    canonical = PARAMETERS.canonical(query)
    assert PARAMETERS.canonical(canonical) == canonical
    assert PARAMETERS.knows(canonical)


def test_ten_thousand_fields_are_cut_and_no_error() -> None:
    assert PARAMETERS.canonical("&".join(f"unit={number}" for number in range(10_000))).count("unit=") <= 100


def test_the_address_built_is_the_form_of_its_own_query() -> None:
    address = PARAMETERS.address("/compare", {"unit": {"b:1", "a:1"}, "e": ["z", "a"], "q": "", "page": "3"}, "row")
    assert address == "/compare?page=3&unit=a%3A1&unit=b%3A1&e=z&e=a#row"
    assert PARAMETERS.address("/compare", {}) == "/compare"
    with pytest.raises(KeyError):
        PARAMETERS.address("/compare", {"junk": "1"})


def test_what_a_view_reads_is_what_the_form_says() -> None:
    request = RequestFactory().get("/compare?q=a&q=b&unit=y&unit=x&unit=y&e=2&e=1&junk=1")
    assert PARAMETERS.of(request) == {"q": "b", "page": ""}
    assert PARAMETERS.list_of(request, "unit") == ["x", "y"]
    assert PARAMETERS.list_of(request, "e") == ["2", "1"]
    assert not PARAMETERS.knows(request.META["QUERY_STRING"])


def test_a_view_declares_what_it_reads() -> None:
    @reads(one=("q",))
    def view() -> None: ...

    def other() -> None: ...

    assert parameters_of(view) == Parameters(one=("q",))
    assert parameters_of(other) is NO_PARAMETERS
