"""The body of a comparison page. Nothing here has a database: a rendering reads the document and nothing else."""

import re
from collections import Counter
from datetime import UTC, date, datetime
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from comparisons.documents import ComparisonDocument
from comparisons.models import Edition
from comparisons.renderings.html import render_body, render_head
from comparisons.renderings.links import Links
from comparisons.renderings.page import present
from comparisons.renderings.view_models import MARKERS
from tests.comparisons.parts import (
    a_citation_part,
    a_document,
    a_figure_part,
    a_full_document,
    a_reference_part,
    a_row_part,
    a_side_part,
    a_statement_part,
    an_unclaimed_cell,
)

TODAY = date(2026, 11, 23)
PATH = "/comparisons/concept/neurons-vs-parameters"
LINKS = Links(path=PATH, comparison=PATH, edition=f"{PATH}/editions/3")


def rendered(document: ComparisonDocument, *, today: date = TODAY) -> str:
    """Head and body, as they stand on the page of an edition."""
    shown = present(document, today=today, links=LINKS)
    edition = Edition(number=3, published_at=datetime(2026, 11, 12, 9, 30, tzinfo=UTC))
    return render_head(shown, edition) + render_body(shown)


def page(document: ComparisonDocument, **options: Any) -> Element:
    return html5lib.parse(f"<!doctype html><body>{rendered(document, **options)}", namespaceHTMLElements=False)


def words(element: Element | None) -> str:
    """The text of an element as it is read: what the page sets on lines of its own is set apart."""
    assert element is not None
    return " ".join(_text(element).split())


def _text(element: Element) -> str:
    inside = (element.text or "") + "".join(_text(child) + (child.tail or "") for child in element)
    return f" {inside} " if element.tag in {"p", "div", "li", "dt", "dd"} else inside


def with_class(element: Element, name: str) -> list[Element]:
    return [found for found in element.iter() if name in found.get("class", "").split()]


def the_table(body: Element) -> Element:
    """The side-by-side table; the answer card before it is one as well."""
    return with_class(body, "comparison-table")[0]


def without_folded(element: Element) -> str:
    """The words that stand on the page before anything is unfolded."""
    if element.tag == "details":
        return words(element.find("summary"))
    parts = [element.text or ""]
    for child in element:
        parts += [without_folded(child), child.tail or ""]
    return " ".join(" ".join(parts).split())


def test_the_sections_stand_in_the_order_of_the_design() -> None:
    headings = [words(heading) for heading in page(a_full_document()).iter("h2")]

    assert headings == [
        "On this page",
        "Definitions",
        "Side-by-side analysis",
        "Strengths",
        "Weaknesses",
        "Scientific evidence",
        "Future outlook",
        "References",
    ]


def test_a_section_without_content_is_left_out_of_the_page_and_of_its_contents() -> None:
    body = page(a_document())

    assert [words(heading) for heading in body.iter("h2")] == ["On this page", "Definitions", "Side-by-side analysis"]
    assert [words(link) for link in with_class(body, "contents")[0].iter("a")] == ["Definitions", "Side by side"]


def test_the_title_is_the_only_heading_of_the_first_rank() -> None:
    assert [words(heading) for heading in page(a_full_document()).iter("h1")] == ["Neurons vs Parameters"]


def test_the_edition_line_says_which_edition_this_is_and_how_much_of_it_is_sourced() -> None:
    line = with_class(page(a_document()), "edition-line")[0].find("p")

    assert words(line) == "Edition 3 12 November 2026 22 of 24 cells sourced, 3 by preprints only"


def test_every_id_is_unique_and_every_link_within_the_page_leads_somewhere() -> None:
    body = page(a_full_document())

    ids = Counter(found.get("id") for found in body.iter() if found.get("id"))
    assert [name for name, times in ids.items() if times > 1] == []
    targets = {link.get("href", "")[1:] for link in body.iter("a") if link.get("href", "").startswith("#")}
    assert targets - set(ids) == set()


def test_a_reference_leads_back_to_each_place_that_mentions_it() -> None:
    body = page(a_full_document())

    first = next(found for found in body.iter("li") if found.get("id") == "ref-1")
    back = with_class(first, "mentions")[0]
    assert words(back) == "Cited at 1 2"
    assert [link.get("title") for link in back.iter("a")] == ["Count, Neuron", "Scientific evidence"]
    anchors = {found.get("id"): found for found in body.iter("a") if found.get("id")}
    assert [anchors[link.get("href", "")[1:]].get("href") for link in back.iter("a")] == ["#ref-1", "#ref-1"]


def test_a_work_cited_twice_for_one_claim_is_mentioned_once() -> None:
    cell = the_table(page(a_full_document())).find(".//td")

    assert cell is not None
    assert [words(number) for number in with_class(cell, "mentions-up")] == ["[1, 2]"]


def test_a_cell_without_a_value_says_why_in_words() -> None:
    cells = (a_statement_part("", missing="withheld"), an_unclaimed_cell("parameter"))

    found = [words(claim) for claim in with_class(page(a_document(rows=(a_row_part(*cells),))), "claim")]

    assert found == ["Withheld by the maker", "Unknown"]


@pytest.mark.parametrize("code", [code for code in MARKERS if code != "stale"])
def test_a_marker_is_a_word_on_the_cell_and_has_its_line_in_the_key(code: str) -> None:
    cells = (a_statement_part(markers=(code,)), a_statement_part(entity="parameter"))

    body = page(a_document(rows=(a_row_part(*cells),)))

    word, meaning = MARKERS[code]
    table = the_table(body)
    assert [words(marker) for marker in with_class(table, "marker")] == [word]
    assert words(with_class(body, "marker-key")[0]) == f"What the marks mean {word} {meaning}"


def test_a_claim_is_due_for_review_from_the_day_on_and_not_before() -> None:
    cells = (a_statement_part(review_due=TODAY), a_statement_part(entity="parameter"))
    document = a_document(rows=(a_row_part(*cells),))

    assert "due for review" in rendered(document, today=TODAY)
    assert "due for review" not in rendered(document, today=date(2026, 11, 22))


def test_the_comparability_of_a_row_and_its_reason_are_seen_without_unfolding_anything() -> None:
    seen = without_folded(with_class(page(a_document()), "row-foot")[0])

    assert seen.startswith("Analogous Both are counts .")


def test_a_row_without_a_word_on_comparability_claims_none() -> None:
    cells = (a_statement_part(), a_statement_part(entity="parameter"))

    body = page(a_document(rows=(a_row_part(*cells, comparability="not-judged", comparability_reason=""),)))

    assert with_class(body, "comparability") == []


def test_the_table_has_a_caption_scopes_and_the_unit_in_the_head_of_the_row() -> None:
    body = page(a_full_document())

    table = the_table(body)
    assert words(table.find("caption")).startswith("Neuron and Parameter, compared on 2 dimensions.")
    assert [head.get("scope") for head in table.findall("thead/tr/th")] == ["col"] * 3
    heads = table.findall("tbody/tr/th")
    assert [head.get("scope") for head in heads] == ["row", "row"]
    assert [words(unit) for unit in with_class(table, "unit")] == ["in neurons"]


def test_a_row_has_an_address_of_its_own() -> None:
    ids = [found.get("id") for found in the_table(page(a_full_document())).iter("tbody")]

    assert ids == ["row-count", "row-energy"]


@pytest.mark.parametrize("number", [2, 3, 6])
def test_every_cell_names_its_side_for_the_layout_that_has_no_columns(number: int) -> None:
    sides = tuple(f"side{place}" for place in range(number))

    table = the_table(page(a_document(sides=sides)))

    heads = [words(head) for head in table.findall("thead/tr/th")]
    assert heads == ["Dimension", *(side.capitalize() for side in sides)]
    assert [words(name) for name in with_class(table, "cell-side")] == heads[1:]
    assert [words(claim) for claim in with_class(table, "claim")] == [f"{side} text" for side in sides]


def test_a_figure_shows_what_its_source_gave_and_what_its_bounds_are() -> None:
    figure = a_figure_part(
        "86.1 ± 8.1 billion",
        low=78,
        high=94,
        bound_kind="sd",
        scope="whole brain",
        conditions="adult men",
        method="isotropic fractionator",
        sample_size=4,
        year=2009,
        boundary="organ",
        boundary_name="whole organ",
        workload="resting",
        figure_kind="measured",
        rival_group="counts",
        rank="preferred",
        rank_reason="It was counted.",
    )
    cited = a_statement_part(citations=(a_citation_part(1, figure=figure, note="Four men."),))
    rows = (a_row_part(cited, a_statement_part(entity="parameter"), unit="neuron"),)

    shown = words(with_class(page(a_document(rows=rows, references=(a_reference_part(1),))), "figure")[0])

    assert shown == (
        "86.1 ± 8.1 billion preferred Plain 86 neurons (78 neurons to 94 neurons, SD) "
        "Bounds 78 neurons to 94 neurons (standard deviation) Scope whole brain "
        "Boundary whole organ On what work resting Kind measured "
        "Contradicted by other figures of this claim, of the same thing "
        "Conditions adult men Method isotropic fractionator Sample n = 4 Year 2009 Why preferred It was counted. "
        "Writer1 2009, p. 5 Four men."
    )


def test_bounds_of_an_unstated_kind_say_so() -> None:
    figure = a_figure_part(low=80, bound_kind="not-stated")
    cited = a_statement_part(citations=(a_citation_part(1, figure=figure),))
    rows = (a_row_part(cited, a_statement_part(entity="parameter"), unit="neuron"),)

    assert "at least 80 neurons (kind of bounds not stated)" in rendered(
        a_document(rows=rows, references=(a_reference_part(1),))
    )


def test_what_disputes_a_claim_or_was_seen_second_hand_is_named_as_such() -> None:
    citations = (a_citation_part(1, stance="disputes"), a_citation_part(2, source_check="quoted"))
    rows = (a_row_part(a_statement_part(citations=citations), a_statement_part(entity="parameter")),)

    body = page(a_document(rows=rows, references=(a_reference_part(1), a_reference_part(2))))

    assert [words(stance) for stance in with_class(body, "stance")] == ["disputes"]
    assert [words(check) for check in with_class(body, "source-check")] == ["seen only where it is quoted"]


def test_a_retracted_work_is_marked_in_the_list_of_references_with_the_notice() -> None:
    work = a_reference_part(1, publication_status="retracted", status_note="Notice of 2025.")
    finding = a_statement_part(citations=(a_citation_part(1),))

    body = page(a_document(findings=(finding,), references=(work,)))

    assert words(with_class(body, "work-standing")[0]) == "Peer-reviewed Retracted Notice of 2025."


@pytest.mark.parametrize("status", ["ok", "unchecked"])
def test_a_work_without_a_notice_is_not_marked(status: str) -> None:
    finding = a_statement_part(citations=(a_citation_part(1),))

    body = page(a_document(findings=(finding,), references=(a_reference_part(1, publication_status=status),)))

    assert words(with_class(body, "work-standing")[0]) == "Peer-reviewed"


def test_a_claim_leads_to_its_card_and_to_the_report_of_an_error() -> None:
    links = with_class(page(a_document(rows=(), findings=(a_statement_part(claim="a-b"),))), "claim-links")[0]

    card, report = [link.get("href", "") for link in links.iter("a")]
    assert card == "/claims/a-b"
    assert report.startswith("/corrections/new?claim=a-b")


def test_a_cell_that_nobody_has_claimed_has_no_claim_to_link_to() -> None:
    row = a_row_part(an_unclaimed_cell("neuron"), an_unclaimed_cell("parameter"))

    body = page(a_document(rows=(row,)))

    assert with_class(body, "claim-links") == []
    assert "Nothing has been entered here yet." in words(body)


def test_what_nobody_has_checked_is_disclosed_once() -> None:
    document = a_document(
        drafting="ai-unchecked",
        sides=("neuron", "parameter"),
        rows=(a_row_part(a_statement_part(drafting="ai-unchecked"), a_statement_part(drafting="ai-checked")),),
    ).model_copy(update={"sides": (a_side_part("neuron", drafting="ai-unchecked"), a_side_part("parameter"))})

    disclosures = [words(found) for found in with_class(page(document), "disclosure")]

    assert disclosures == [
        "Drafted with AI and not yet checked by an editor: "
        "the introduction and outlook, 1 of 2 definitions and 1 of 2 claims.",
    ]


def test_words_of_editors_need_no_disclosure() -> None:
    assert with_class(page(a_full_document()), "disclosure") == []


def test_angle_brackets_of_an_editor_are_shown_and_not_obeyed() -> None:
    wicked = "<script>alert(1)</script>"
    cells = (a_statement_part(wicked, note=wicked), a_statement_part(entity="parameter"))
    document = a_document(
        title=f"{wicked} vs Parameters",
        lede=wicked,
        rows=(a_row_part(*cells, comparability_reason=wicked, note=wicked),),
        references=(a_reference_part(1, title=wicked, container_title=wicked),),
        findings=(a_statement_part(citations=(a_citation_part(1, locator=wicked),)),),
    )

    body = page(document)

    assert list(body.iter("script")) == []
    assert words(body).count(wicked) >= 8


def test_nothing_in_the_body_needs_more_than_the_content_security_policy_allows() -> None:
    body = page(a_full_document())

    assert [found.tag for found in body.iter() if found.tag in {"script", "style", "link", "iframe"}] == []
    assert [name for found in body.iter() for name in found.attrib if name == "style" or name.startswith("on")] == []


def test_the_same_document_gives_the_same_bytes() -> None:
    assert rendered(a_full_document()) == rendered(a_full_document())


def test_a_page_of_five_rows_and_forty_figures_stays_below_seventy_kilobytes() -> None:
    figures = tuple(
        a_citation_part(number, figure=a_figure_part(scope="whole brain", method="counting", year=2009))
        for number in range(1, 5)
    )
    cells = (a_statement_part(citations=figures), a_statement_part(entity="parameter", citations=figures))
    rows = tuple(a_row_part(*cells, slug=f"row{number}", unit="neuron") for number in range(5))

    body = rendered(a_document(rows=rows, references=tuple(a_reference_part(number) for number in range(1, 5))))

    assert len(re.findall(r'class="figure-text"', body)) == 40
    assert len(body.encode()) < 70_000
