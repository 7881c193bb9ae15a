"""Editors write Markdown; readers get HTML that can do nothing."""

import pytest
from html5lib import HTMLParser, treebuilders
from hypothesis import given
from hypothesis import strategies as st

from core.markdown import markdown, markdown_inline

INLINE = {"em", "strong", "code", "sub", "sup"}
BLOCK = INLINE | {"p", "a", "ul", "ol", "li", "blockquote", "h3", "h4", "br"}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("A *neuron* is a **cell**.", "<p>A <em>neuron</em> is a <strong>cell</strong>.</p>"),
        ("20 < 30 & more", "<p>20 &lt; 30 &amp; more</p>"),
        ("[text](https://example.org)", '<p><a href="https://example.org" rel="noopener">text</a></p>'),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ('It "thinks"', "<p>It “thinks”</p>"),
        ("", ""),
    ],
)
def test_prose_becomes_html(written: str, shown: str) -> None:
    assert markdown(written).strip() == shown


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[text](javascript:alert(1))",
        "[text](data:text/html;base64,PHNjcmlwdD4=)",
        "![picture](https://example.org/track.gif)",
        '<a href="https://example.org" onclick="alert(1)">text</a>',
        "<style>body { display: none }</style>",
    ],
)
def test_nothing_that_runs_loads_or_restyles_gets_through(written: str) -> None:
    for html in (markdown(written), markdown_inline(written)):
        assert tags_of(html) <= BLOCK
        assert attributes_of(html) <= {"href", "title", "rel"}
        assert "javascript:" not in str(html) or "href" not in str(html)


@pytest.mark.parametrize("written", ["# A heading", "A heading\n==="])
def test_prose_never_brings_a_heading_above_the_page_s_own(written: str) -> None:
    assert tags_of(markdown(written)) == {"p"} or tags_of(markdown(written)) == set()


def test_a_line_is_shown_without_paragraph_and_without_link() -> None:
    assert markdown_inline("about **86** [billion](https://example.org)") == "about <strong>86</strong> billion"


@given(st.text(max_size=80))
def test_whatever_is_written_only_known_elements_come_out(written: str) -> None:
    assert tags_of(markdown(written)) <= BLOCK
    assert tags_of(markdown_inline(written)) <= INLINE
    assert attributes_of(markdown(written)) <= {"href", "title", "rel"}


def tags_of(html: str) -> set[str]:
    return {element.tag for element in _elements(html)}


def attributes_of(html: str) -> set[str]:
    return {name for element in _elements(html) for name in element.attrib}


def _elements(html: str) -> list[object]:
    parser = HTMLParser(treebuilders.getTreeBuilder("etree"), namespaceHTMLElements=False)
    return [element for element in parser.parseFragment(str(html)).iter() if element.tag != "DOCUMENT_FRAGMENT"]
