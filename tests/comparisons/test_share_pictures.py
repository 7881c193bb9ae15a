"""The pictures that stand beside links elsewhere: what they show, and that they are the same everywhere."""

import hashlib
import re
import struct

import pytest
from django.test import Client

from comparisons.renderings.share_picture import Value, picture_of_values
from core.pictures.png import png_of
from core.pictures.text_widths import lines_of, width_of
from tests.factories import (
    a_figure,
    a_published_comparison,
    a_quantity_dimension,
    a_source,
    an_attribute,
    an_entity,
)


def shared(client: Client, address: str) -> dict[str, str]:
    """The tags for other sites on the page at this address."""
    page = client.get(address).text
    return dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', page))


def path_of(tags: dict[str, str]) -> str:
    return re.sub(r"^https?://[^/]+", "", tags["og:image"])


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    return struct.unpack(">II", png[16:24])  # type: ignore[return-value]


def test_the_same_drawing_gives_the_same_bytes_on_every_machine() -> None:
    values = [Value("Power", 1, "about 22 W", "Writer 2020"), Value("Energy", 2, "≈ 3 fJ", "per synaptic event")]
    picture = picture_of_values("Biological structure", "Human brain & “others”", values, "")
    png = png_of(picture.svg)
    assert size_of(png) == (1200, 630)
    assert hashlib.sha256(png).hexdigest() == "d873de9a182519f906915b7429f9583bfebee0991869b0a20328c0f537368eb0"


def test_a_text_is_broken_between_words_and_ends_in_an_ellipsis_where_it_is_cut() -> None:
    lines = lines_of("one two three four five six seven", size=20, width=100, most=2)
    assert lines[0] == "one two"
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(width_of(line, 20) <= 100 for line in lines)
    assert lines_of("", size=20, width=100, most=2) == []


@pytest.mark.django_db
def test_a_comparison_is_shared_with_its_edition_in_a_picture_for_ever(client: Client) -> None:
    watts = a_quantity_dimension(unit="W", name="Power")
    left, right = an_entity(name="Brain"), an_entity(name="Machine")
    for entity, value in ((left, "20"), (right, "700")):
        claim = an_attribute(entity=entity, dimension=watts, text=f"{value} W")
        a_figure(claim=claim, text=f"{value} W", value=value, unit="W", source=a_source())
    comparison = a_published_comparison(sides=[left, right], rows=[watts], title="Brain vs Machine")
    tags = shared(client, comparison.get_absolute_url())
    assert tags["og:title"] == "Brain vs Machine"
    assert tags["og:image:alt"] == tags["twitter:image:alt"] == "Brain vs Machine. Power: Brain 20 W; Machine 700 W."
    assert tags["twitter:card"] == "summary_large_image"
    assert path_of(tags) == f"{comparison.get_absolute_url()}/editions/1.png"
    answer = client.get(path_of(tags))
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert size_of(answer.content) == (1200, 630)
    assert client.get(f"{comparison.get_absolute_url()}/editions/2.png").status_code == 404


@pytest.mark.django_db
def test_a_comparison_without_numbers_has_a_picture_too(client: Client) -> None:
    comparison = a_published_comparison(title="This vs That")
    tags = shared(client, comparison.get_absolute_url())
    assert tags["og:image:alt"].startswith("This vs That")
    assert size_of(client.get(path_of(tags)).content) == (1200, 630)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["entity", "dimension"])
def test_a_picture_has_another_address_once_it_shows_something_else(kind: str, client: Client) -> None:
    watts = a_quantity_dimension(unit="W", name="Power")
    machine, other = an_entity(name="Machine"), an_entity(name="Other")
    for entity, value in ((machine, "700"), (other, "20")):
        claim = an_attribute(entity=entity, dimension=watts, text=f"{value} W")
        a_figure(claim=claim, text=f"{value} W", value=value, unit="W", source=a_source())
    page = machine.get_absolute_url() if kind == "entity" else watts.get_absolute_url()
    before = path_of(shared(client, page))
    assert size_of(client.get(before).content) == (1200, 630)
    machine.name = "Renamed machine"
    machine.save()
    after = path_of(shared(client, page))
    assert after != before
    moved = client.get(before)
    assert (moved.status_code, moved.headers["Location"]) == (302, after)
    assert size_of(client.get(after).content) == (1200, 630)


@pytest.mark.django_db
def test_a_page_of_other_figures_than_the_first_is_shared_without_a_picture(client: Client) -> None:
    watts = a_quantity_dimension(unit="W")
    assert shared(client, f"{watts.get_absolute_url()}?unit=kW") == {}
