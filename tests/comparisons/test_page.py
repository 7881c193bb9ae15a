"""The page of a document: a pure function, with mentions numbered in one pass and addresses from one builder."""

from dataclasses import FrozenInstanceError, fields
from datetime import date

import pytest
from django.test import RequestFactory

from comparisons.documents import ComparisonDocument
from comparisons.renderings.choices import CHOICES, Choices
from comparisons.renderings.links import Links
from comparisons.renderings.mentions import by_reference, mentions_of
from comparisons.renderings.page import Page, present
from core.parameters import Parameters
from tests.comparisons.parts import a_document, a_full_document, a_row_part, a_statement_part

TODAY = date(2026, 11, 23)
LINKS = Links(path="/comparisons/concept/neurons-vs-parameters")


def shown(document: ComparisonDocument, choices: Choices = Choices()) -> Page:  # noqa: B008 - frozen
    return present(document, today=TODAY, choices=choices, links=LINKS)


def a_document_with_units() -> ComparisonDocument:
    cells = [a_statement_part(entity=slug) for slug in ("neuron", "parameter")]
    return a_document(rows=(a_row_part(*cells, slug="mass", unit="g"), a_row_part(*cells, slug="power", unit="W")))


def test_the_same_input_gives_an_equal_page_however_often_it_is_asked_for() -> None:
    document = a_full_document()
    assert shown(document) == shown(document)


def test_no_part_of_a_page_can_be_changed() -> None:
    page = shown(a_full_document())
    for part in (page, page.head, page.columns[0], page.rows[0], page.rows[0].cells[0], page.references[0]):
        with pytest.raises(FrozenInstanceError):
            setattr(part, fields(part)[0].name, None)


def test_mentions_are_numbered_for_each_reference_in_the_order_of_the_page() -> None:
    mentions = mentions_of(a_full_document())
    assert [(mention.number, mention.anchor) for place in mentions.values() for mention in place] == [
        (1, "cited-1-1"),
        (2, "cited-2-1"),
        (3, "cited-3-1"),
        (2, "cited-2-2"),
        (4, "cited-4-1"),
        (1, "cited-1-2"),
        (5, "cited-5-1"),
    ]
    assert [mention.place for mention in by_reference(mentions)[1]] == ["Count, Neuron", "Scientific evidence"]


def test_every_mention_of_a_statement_is_found_at_its_reference_and_no_other() -> None:
    page = shown(a_full_document())
    on_statements = [mention for statement in page.statements() for mention in statement.mentions]
    on_statements += [mention for assumption in page.assumptions for mention in assumption.mentions]
    at_references = [mention for reference in page.references for mention in reference.mentions]
    assert sorted(mention.anchor for mention in on_statements) == sorted(mention.anchor for mention in at_references)
    assert len({mention.anchor for mention in at_references}) == len(at_references) == 7


def test_choices_that_the_document_does_not_offer_travel_in_no_link() -> None:
    nonsense = Choices.from_values(["nothing-of-this"], ["mass:bananas", "nowhere:g", "mass:kg", "x"])
    page = shown(a_document_with_units(), nonsense)
    hrefs = {choice.href for row in page.rows for choice in row.units}
    assert hrefs
    assert not [href for href in hrefs if "nothing" in href or "banana" in href or "nowhere" in href]


def test_a_unit_is_added_to_what_was_chosen_before_in_one_order() -> None:
    chosen = Choices.from_values(unit=["power:kW"])
    mass = shown(a_document_with_units(), chosen).rows[0]
    assert next(choice.href for choice in mass.units if choice.unit == "kg") == (
        "/comparisons/concept/neurons-vs-parameters?unit=mass%3Akg&unit=power%3AkW#row-mass"
    )


def test_two_ways_of_asking_for_the_same_have_the_same_address() -> None:
    one, other = (
        Choices.asked_for(RequestFactory().get(f"/x?{query}"))
        for query in ("unit=b:g&assume=z&unit=a:W&assume=y&junk=1", "assume=y&assume=z&assume=z&unit=a:W&unit=b:g")
    )
    links = Links(path="/x")
    assert (
        links.choosing(one, "row") == links.choosing(other, "row") == "/x?assume=y&assume=z&unit=a%3AW&unit=b%3Ag#row"
    )


def test_what_else_an_address_says_stays_in_it_once_and_in_its_place() -> None:
    """As of a page that compares what its address names."""
    parameters = Parameters(ordered=("e",), many=CHOICES.many)
    links = Links(path="/compare", asked={"e": ("mouse", "fly")}, parameters=parameters)
    address = links.choosing(Choices.from_values(["a"], ["power:W"]), "assumptions")
    assert address == "/compare?assume=a&unit=power%3AW&e=mouse&e=fly#assumptions"
    assert parameters.canonical(address.partition("?")[2].partition("#")[0]) == "assume=a&unit=power%3AW&e=mouse&e=fly"


def test_a_page_without_choices_has_a_plain_address() -> None:
    assert Links(path="/x").choosing(Choices(), "assumptions") == "/x#assumptions"
