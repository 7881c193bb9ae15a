"""Markdown to HTML: the one place in this project that returns text marked as safe."""

import sys
from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from core.kept_values import KeptValues

_BLOCK_TAGS = {"p", "em", "strong", "a", "code", "ul", "ol", "li", "blockquote", "h3", "h4", "sub", "sup", "br"}
_INLINE_TAGS = {"em", "strong", "code", "sub", "sup"}
_ATTRIBUTES = {"a": {"href", "title"}}
_SCHEMES = {"https", "http", "mailto"}
# The same definitions, claims and references stand on many pages, and are there again after each edit elsewhere. Texts
# have some hundred letters: a megabyte holds some thousand of them.
_MOST_BYTES = 1 << 20
_blocks: KeptValues[SafeString] = KeptValues(sys.getsizeof, most_bytes=_MOST_BYTES)
_lines: KeptValues[SafeString] = KeptValues(sys.getsizeof, most_bytes=_MOST_BYTES)


@cache
def _parser() -> MarkdownIt:
    # No raw HTML: what an editor writes in angle brackets is shown, not run.
    return MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(["replacements", "smartquotes"])


def markdown(text: str) -> SafeString:
    """Paragraphs of Markdown as sanitised HTML."""
    return _blocks.get(text, lambda: _block(text))


def markdown_inline(text: str) -> SafeString:
    """One line of Markdown as sanitised HTML without paragraphs or links, for cells, titles and labels."""
    return _lines.get(text, lambda: _line(text))


def _block(text: str) -> SafeString:
    html = _parser().render(text)
    clean = nh3.clean(html, tags=_BLOCK_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener")
    return mark_safe(clean)  # noqa: S308


def _line(text: str) -> SafeString:
    return mark_safe(nh3.clean(_parser().renderInline(text), tags=_INLINE_TAGS, attributes={}))  # noqa: S308
