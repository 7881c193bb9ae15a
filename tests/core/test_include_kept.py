"""{% include_kept %}: rendered once for what it shows, and never shown for anything else."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.template.loaders.locmem import Loader

from core.templatetags import kept

PARTS = {
    "name.html": "<b>{{ name }}</b>{{ outside }}",
    "link.html": '<a href="/new?edition={{ edition }}{% if place %}&amp;place={{ place }}{% endif %}">{{ name }}</a>',
}


@pytest.fixture(autouse=True)
def _empty() -> Iterator[None]:
    kept.forget_fragments()
    yield
    kept.forget_fragments()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the parts that were rendered."""
    names: list[str] = []
    render = kept.IncludeKept._rendered

    def rendered(node: kept.IncludeKept, context: Context, values: dict[str, Any]) -> str:
        names.append(node._name)
        return render(node, context, values)

    monkeypatch.setattr(kept.IncludeKept, "_rendered", rendered)
    return names


def shown(template: str, *, debug: bool = False, **values: object) -> str:
    engine = Engine(
        loaders=[(f"{Loader.__module__}.{Loader.__qualname__}", PARTS)],
        libraries={"kept": kept.__name__},
        builtins=[kept.__name__],
        debug=debug,
    )
    return engine.from_string(template).render(Context(values))


def test_a_part_is_rendered_once_for_what_it_shows(made: list[str]) -> None:
    page = '{% include_kept "name.html" with name=one %}, {% include_kept "name.html" with name=other %}'
    assert shown(page, one="a", other="b") == "<b>a</b>, <b>b</b>"
    assert shown(page, one="b", other="a") == "<b>b</b>, <b>a</b>"
    assert len(made) == 2


def test_a_part_sees_only_what_it_is_given() -> None:
    page = '{% include_kept "name.html" with name=name %}'
    assert shown(page, name="a", outside="!") == "<b>a</b>"


def test_a_text_is_escaped_whether_it_was_kept_or_not(made: list[str]) -> None:
    page = '{% include_kept "name.html" with name=name %}'
    assert shown(page, name="<i>") == shown(page, name="<i>") == "<b>&lt;i&gt;</b>"
    assert len(made) == 1


def test_what_is_put_in_afterwards_makes_no_other_part(made: list[str]) -> None:
    page = '{% include_kept "link.html" with name=name put edition=edition place=place %}'
    for edition in ("/editions/1", "/editions/2"):
        assert shown(page, name="a", edition=edition) == f'<a href="/new?edition={edition}">a</a>'
    assert len(made) == 1
    assert shown(page, name="a", edition='"', place="<p>") == '<a href="/new?edition=&quot;&amp;place=&lt;p&gt;">a</a>'


def test_while_templates_change_nothing_is_kept(made: list[str]) -> None:
    page = '{% include_kept "link.html" with name=name put edition=edition %}'
    for _ in range(2):
        assert shown(page, debug=True, name="a", edition="/editions/1") == '<a href="/new?edition=/editions/1">a</a>'
    assert len(made) == 2


def test_parts_take_no_more_room_than_there_is(monkeypatch: pytest.MonkeyPatch, made: list[str]) -> None:
    monkeypatch.setattr(kept._fragments, "_most_bytes", 20_000)
    for number in range(100):
        shown('{% include_kept "name.html" with name=name %}', name=f"{number} " + 1000 * "x")
    assert 5 < len(kept._fragments._values) < 20
    before = len(made)
    shown('{% include_kept "name.html" with name=name %}', name="99 " + 1000 * "x")
    assert len(made) == before


@pytest.mark.parametrize(
    "tag", ["name.html with name=one", '"name.html"', '"name.html" with', '"name.html" with one', '"name.html" one=one']
)
def test_a_tag_that_does_not_say_what_the_part_shows_is_refused(tag: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        shown(f"{{% include_kept {tag} %}}")
