"""The admin's lists when there is much: counts that stop, searches by an index, inlines with the first rows only."""

import pytest
from django.test import Client

from citations.models import Citation, Source
from comparisons.models import Comparison
from editing.admin import long_lists
from entities.models import Claim, Entity
from tests.editing.admin_forms import address
from tests.factories import (
    a_citation,
    a_comparison,
    a_dimension,
    a_finding,
    a_source,
    an_attribute,
    an_editor,
    an_entity,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(an_editor())
    return client


def rows_of(editor: Client, model: type, query: str) -> set[str]:
    changelist = editor.get(f"{address(model, 'changelist')}?{query}").context_data["cl"]
    return {str(row) for row in changelist.result_list}


def test_a_list_of_more_rows_than_are_counted_says_so_and_has_pages_for_those(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_lists, "MOST_COUNTED", 60)
    monkeypatch.setattr("core.counting.MOST_COUNTED", 60)
    for _ in range(59):
        an_entity()
    assert "59 entities" in editor.get(address(Entity, "changelist")).text
    for _ in range(2):
        an_entity()
    page = editor.get(address(Entity, "changelist"))
    assert "More than 60 entities: search or filter" in page.text
    assert page.context_data["cl"].paginator.num_pages == 2


def test_claims_are_found_by_words_of_their_ids_which_name_entity_and_dimension(editor: Client) -> None:
    claim = an_attribute(public_id="human-brain-power", text="20 W")
    an_attribute(public_id="mouse-brain-power", text="Little")
    assert rows_of(editor, Claim, "q=human+power") == {str(claim)}
    assert rows_of(editor, Claim, "q=power+20") == {str(claim)}


def test_sources_are_found_by_their_authors_and_words_in_quotes_stay_together(editor: Client) -> None:
    source = a_source(title="The human brain in numbers", authors=[("Azevedo", "F.")])
    other = a_source(title="In a brain, human or not")
    assert rows_of(editor, Source, "q=azevedo+numbers") == {str(source)}
    assert rows_of(editor, Source, "q=%22human+brain%22") == {str(source)}
    assert rows_of(editor, Source, "q=human+brain") == {str(source), str(other)}
    assert rows_of(editor, Source, "q=%22") == set()


def test_citations_are_found_by_how_claim_and_source_are_called(editor: Client) -> None:
    here = a_citation(claim=a_finding(public_id="rats-dream"), source=a_source(key="wilson-1994"), locator="Figure 2")
    a_citation(claim=a_finding(public_id="mice-dream"), source=a_source(key="dupont-2001"), locator="Figure 3")
    for words in ("rats", "wilson", "figure+2", "wilson+figure"):
        assert rows_of(editor, Citation, f"q={words}") == {str(here)}


def test_comparisons_are_found_by_the_names_of_their_sides(editor: Client) -> None:
    comparison = a_comparison(sides=[an_entity(name="Octopus"), an_entity()])
    a_comparison()
    assert rows_of(editor, Comparison, "q=octo") == {str(comparison)}


def test_entities_are_found_by_their_other_names_in_lists_and_in_fields(editor: Client) -> None:
    worm = an_entity(name="Roundworm", aliases=["C. elegans"])
    assert rows_of(editor, Entity, "q=elegans") == {str(worm)}
    field = "/admin/autocomplete/?app_label=entities&model_name=claim&field_name=entity"
    found = editor.get(f"{field}&term=elegans").json()
    assert found == {"results": [{"id": str(worm.pk), "text": "Roundworm"}], "pagination": {"more": False}}


def test_a_list_can_be_sorted_by_what_has_an_index_only(editor: Client) -> None:
    an_entity()
    head = editor.get(address(Entity, "changelist")).text.split("<tbody>")[0]
    assert head.count('class="sortable') == 1


def test_what_is_only_shown_below_a_thing_has_its_first_rows_and_a_link_to_all(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_lists.FirstRowsFormSet, "most", 3)
    entity, source = an_entity(), a_source()
    for _ in range(5):
        a_citation(claim=an_attribute(entity=entity, dimension=a_dimension()), source=source)
    page = editor.get(address(Entity, "change", entity.pk)).text
    assert page.count('class="field-dimension"') == 3
    assert f"{address(Claim, 'changelist')}?entity__id__exact={entity.pk}" in page
    assert len(rows_of(editor, Claim, f"entity__id__exact={entity.pk}")) == 5
    page = editor.get(address(Source, "change", source.pk)).text
    assert page.count('class="field-locator"') == 3
    assert f"{address(Citation, 'changelist')}?source__id__exact={source.pk}" in page
    assert len(rows_of(editor, Citation, f"source__id__exact={source.pk}")) == 5
