"""Every work of the bibliography, exported as CSL-JSON and formatted by an engine that nobody here wrote."""

import re
from collections.abc import Mapping

import pytest

from citations.formatting import apa, without_markup
from citations.works import Work
from tests.content.conftest import LoadedContent
from tests.content.reference_engine import in_style

pytestmark = [pytest.mark.django_db, pytest.mark.content]

# Where the engine's APA and ours may differ, and why. Each turns the engine's words into ours.
_ACCEPTED: tuple[tuple[str, str], ...] = (
    (r"[“”]", '"'),  # the engine sets quotation marks, we leave those of the source
    (r"[‘’]", "'"),
    (r"\[Dataset\]", "[Data set]"),  # the manual's own examples write two words
    (r"Versions ", "Version "),  # the engine takes two words for two versions
    (r",? et al\.", ", et al."),  # we set a comma before “et al.” also after one name
    (r"\b([A-Z]\.)-[A-Z]\.", r"\1"),  # of “Guo-qiang” the engine takes one initial, of “Jean-Pierre” two
    (r"\((\d{4})[a-z]([,)])", r"(\1\2"),  # letters tell works apart in a list; ours stands alone
)


@pytest.fixture(scope="module")
def engine(loaded: LoadedContent) -> Mapping[str, str]:
    return in_style(loaded.works, "apa")


def by_type(loaded: LoadedContent, *types: str) -> list[Work]:
    return [work for work in loaded.works if work.type in types]


def test_every_work_is_formatted(loaded: LoadedContent, engine: Mapping[str, str]) -> None:
    assert len(loaded.works) >= 400
    assert engine.keys() == {work.key for work in loaded.works}


@pytest.mark.parametrize("wrong", ["Article arXiv:", "In arXiv", "In bioRxiv", "In TOP500", "In GitHub", "others"])
def test_nothing_is_printed_in_a_place_that_is_not_its_own(engine: Mapping[str, str], wrong: str) -> None:
    assert [key for key, reference in engine.items() if wrong in reference] == []


def test_a_preprint_has_its_number_and_its_server(loaded: LoadedContent, engine: Mapping[str, str]) -> None:
    preprints = by_type(loaded, "preprint")
    assert len(preprints) > 30
    for work in preprints:
        if work.arxiv:
            assert re.search(rf"\(arXiv:{re.escape(work.arxiv)}[;)].* arXiv\. https://", engine[work.key])
        else:
            assert f" {work.publisher}. https://doi.org/" in engine[work.key]


def test_no_list_of_authors_that_is_cut_off_passes_as_complete(
    loaded: LoadedContent, engine: Mapping[str, str]
) -> None:
    cut_off = [work for work in loaded.works if work.authors_incomplete]
    assert len(cut_off) >= 93
    assert [work.key for work in cut_off if not re.search(r"et al\. \(\d", engine[work.key])] == []
    assert [work.key for work in loaded.works if not work.authors_incomplete and "et al." in engine[work.key]] == []


def test_the_volume_of_proceedings_is_printed(loaded: LoadedContent, engine: Mapping[str, str]) -> None:
    with_volume = [work for work in by_type(loaded, "conference", "chapter") if work.volume]
    assert len(with_volume) > 20
    for work in with_volume:
        where = re.escape(work.container_title)
        assert re.search(rf"{where}.*?(, |Vol\. ){work.volume}\b", engine[work.key])
        assert re.search(rf"{where} \(.*Vol\. {work.volume}\b", without_markup(apa(work)))


def test_no_container_says_what_has_a_place_of_its_own(loaded: LoadedContent) -> None:
    """Volume, year and number of the proceedings, editors and publisher."""
    told_twice = [
        work.key
        for work in by_type(loaded, "conference", "chapter")
        if re.search(r"\(eds? |rXiv|, vol\.|PMLR|edition|reprinted", work.container_title)
        or (work.volume and re.search(rf"\b{work.volume}$", work.container_title))
    ]
    assert told_twice == []


def test_our_apa_is_the_engines_but_for_accepted_differences(loaded: LoadedContent, engine: Mapping[str, str]) -> None:
    different = {}
    for work in loaded.works:
        ours, theirs = _as_engine(without_markup(apa(work)), work), _as_ours(engine[work.key], work)
        if ours.lower() != theirs.lower():  # it capitalises the names of sites
            different[work.key] = (ours, theirs)
    assert different == {}


def _as_ours(reference: str, work: Work) -> str:
    for pattern, ours in _ACCEPTED:
        reference = re.sub(pattern, ours, reference)
    if work.number_kind == "report":  # of which we say what the number is
        reference = re.sub(rf"\((?:Nos?\. )?{work.number}\)", f"(Report No. {work.number})", reference)
    if work.type == "conference":
        # Series and conference are printed by the engine and not by us; the volume stands behind the container in both.
        reference = reference.replace(f", {work.collection_title}", "") if work.collection_title else reference
        reference = reference.replace(f"{work.container_title}. {work.event_title}.", f"{work.container_title}.")
    return reference


def _as_engine(reference: str, work: Work) -> str:
    """Proceedings are printed by the engine like a journal, by us like the book that most of them are: “In …”."""
    reference = re.sub(r"\b([A-Z]\.)-[A-Z]\.", r"\1", reference)
    if work.type == "conference":
        reference = reference.replace(f" In {work.container_title}", f" {work.container_title}")
        reference = re.sub(r" \((?:Vol\. ([^,)]+))?(?:, )?(?:pp?\. ([^)]+))?\)\. ", _like_a_journal, reference)
    return reference


def _like_a_journal(found: re.Match[str]) -> str:
    return "".join(f", {part}" for part in found.groups() if part) + ". "
