"""Rules of this code that a reader of one file cannot see broken: each is asked of every file."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from core.parameters import declared_by
from tests.parallel import BUSY, WAITING

ROOT = Path(__file__).resolve().parents[2]
OUR_APPS = ("core", "entities", "citations", "comparisons", "inquiries", "loading", "editing", "brainmatter")

# The one place that may call text safe; everything else passes through it or through format_html().
MAKES_SAFE = "core/markdown.py"
LONGEST_MODULE = 400
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "stuff", "functions", "services"}


def modules() -> list[Path]:
    """Our own Python modules, without tests and migrations."""
    return [path for app in OUR_APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]


def templates() -> list[Path]:
    return [
        path
        for folder in (ROOT / "templates", *(ROOT / app / "templates" for app in OUR_APPS))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def at(path: Path, line: int) -> str:
    return f"{named(path)}:{line}"


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def imported(path: Path) -> Iterator[str]:
    """Every name that the module imports, in full."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called(path: Path, name: str) -> Iterator[ast.Call]:
    """Every call of a function of this name, however it is reached."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            function = node.func
            if name in (getattr(function, "id", None), getattr(function, "attr", None)):
                yield node


def code_of(template: Path) -> str:
    """The template without its comments."""
    text = re.sub(r"\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}", "", template.read_text(), flags=re.DOTALL)
    return re.sub(r"\{#.*?#\}", "", text)


def test_the_rules_are_asked_of_something() -> None:
    assert len(modules()) > 50
    assert len(templates()) > 10


# --- HTML --------------------------------------------------------------------------------------


def test_only_one_module_calls_text_safe() -> None:
    others = [path for path in modules() if named(path) != MAKES_SAFE]
    ways = ("mark_safe", "SafeString", "SafeText")
    assert [at(path, call.lineno) for path in others for way in ways for call in called(path, way)] == []
    assert [named(path) for path in others if "django.utils.safestring.mark_safe" in imported(path)] == []


def test_what_is_formatted_as_html_is_written_in_the_code() -> None:
    """format_html() escapes what is filled in, not what it is filled into."""
    assert [
        at(path, call.lineno)
        for path in modules()
        for name, position in (("format_html", 0), ("format_html_join", 1))
        for call in called(path, name)
        if not isinstance(call.args[position], ast.Constant)
    ] == []


def test_no_template_switches_escaping_off() -> None:
    off = re.compile(r"\|\s*safe(?:seq)?\b|autoescape\s+off|\bmark_safe\b")
    assert [named(path) for path in templates() if off.search(code_of(path))] == []


# An attribute after a space or a quote, not inside {% %} or {{ }}.
_INLINE_CODE = re.compile(r"""(?<=[\s"'])(?:on[a-z]+|style)\s*=\s*["']""", re.IGNORECASE)


def inline_code(html: str) -> list[str]:
    html = re.sub(r"\{[{%].*?[%}]\}", "", html)
    return [
        *_INLINE_CODE.findall(html),
        *re.findall(r"<style\b", html, re.IGNORECASE),
        *(tag for tag in re.findall(r"<script\b[^>]*>", html, re.IGNORECASE) if not _may_stand(tag)),
        *re.findall(r"javascript:", html, re.IGNORECASE),
    ]


def _may_stand(script: str) -> bool:
    """A script from a file, or data that no browser runs."""
    return " src=" in script or bool(re.search(r'type="application/(?:ld\+)?json"', script))


def test_no_template_has_style_or_script_inside() -> None:
    """The content security policy would block it in the reader's browser, and only there."""
    assert {named(path): found for path in templates() if (found := inline_code(code_of(path)))} == {}


def test_no_module_writes_style_or_script_into_html() -> None:
    assert [
        at(path, node.lineno)
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and "<" in str(node.value) and inline_code(str(node.value))
    ] == []


def test_htmx_attributes_are_valid_html() -> None:
    bare = re.compile(r"(?<![\w-])hx-[a-z]")
    assert [named(path) for path in templates() if bare.search(code_of(path))] == []


_ASKS = re.compile(r"<(\w+)\b([^>]*\bdata-hx-(?:get|post)=[^>]*)>")


def test_whatever_htmx_asks_for_works_without_it() -> None:
    found = [
        (named(path), tag, attributes)
        for path in templates()
        for tag, attributes in _ASKS.findall(re.sub(r"\{[{%].*?[%}]\}", "x", code_of(path)))
    ]
    ways = {"a": "href=", "form": "action="}
    assert found
    assert [
        (path, tag, attributes)
        for path, tag, attributes in found
        if not re.search(rf"(?<![\w-]){ways.get(tag, 'formaction=')}", attributes)
    ] == []


def test_the_rules_about_html_see_what_they_forbid() -> None:
    assert inline_code('<p style="color: red">')
    assert inline_code("<a href='x' onclick='go()'>")
    assert inline_code("<script>go()</script>")
    assert inline_code('<a href="javascript:go()">')
    assert not inline_code('<script src="/static/js/page.js" defer></script><option value="style">')
    assert not inline_code('{% include "x.html" with style="plain" %}')


# --- Python ------------------------------------------------------------------------------------


def test_a_module_is_named_for_what_it_does() -> None:
    assert [named(path) for path in modules() if VAGUE_NAMES & {path.stem, *path.relative_to(ROOT).parts[:-1]}] == []


def test_a_module_is_short_enough_to_be_read() -> None:
    lengths = {named(path): len(path.read_text().splitlines()) for path in modules()}
    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_nothing_happens_by_signal() -> None:
    assert [
        (named(path), name)
        for path in modules()
        for name in imported(path)
        if ".signals" in name or name.startswith("django.dispatch")
    ] == []


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
    assert [named(path) for path in (*modules(), *templates()) if later.search(path.read_text())] == []


# --- Models ------------------------------------------------------------------------------------

OUR_MODELS = [
    model
    for model in apps.get_models()
    if model._meta.app_label in OUR_APPS and not hasattr(model, "pgh_tracked_model")  # histories have their own order
]
# Looked up by its key and never listed.
UNLISTED = {"inquiries.RateBucket"}


def test_a_model_says_in_which_order_it_is_listed_and_what_one_of_it_is_called() -> None:
    unordered = {model._meta.label for model in OUR_MODELS if not model._meta.ordering}
    assert unordered <= UNLISTED
    assert [model._meta.label for model in OUR_MODELS if model.__str__ is models.Model.__str__] == []


def test_nothing_is_deleted_because_an_account_is() -> None:
    accounts = [
        field
        for model in OUR_MODELS
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model._meta.label == "auth.User"
    ]
    assert accounts
    assert [str(field) for field in accounts if field.remote_field.on_delete is models.CASCADE] == []


@pytest.mark.django_db
def test_no_migration_is_pending() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def public_views(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Every address pattern of ours with its view; the admin is Django's own."""
    for pattern in patterns:
        path = f"{prefix}{pattern.pattern}"
        if path.startswith("admin"):
            continue
        if isinstance(pattern, URLResolver):
            yield from public_views(pattern.url_patterns, path)
        else:
            yield path, pattern.callback


def test_every_public_view_declares_what_it_reads_of_the_query() -> None:
    views = dict(public_views(get_resolver().url_patterns))
    assert len(views) > 20
    assert [path for path, view in views.items() if declared_by(view) is None] == []


def test_every_module_that_begins_early_because_it_takes_long_is_there() -> None:
    assert [name for name in {*BUSY, *WAITING} if not (ROOT / "tests" / f"{name}.py").is_file()] == []


@pytest.mark.parametrize("path", [path for path in modules() if "admin" not in path.parts], ids=named)
def test_no_view_reads_more_of_the_query_than_it_declares(path: Path) -> None:
    """What stands in the address is read through the declaration; the forms read what was posted."""
    read = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Attribute) and node.attr == "GET"]
    assert [at(path, node.lineno) for node in read] == []
