"""What a stored record was remembered as by loads of before: migrations have since moved some of it elsewhere.

A record that no editor has touched is recognised by its fingerprint as last brought. Where a migration rewrote it, that
is the fingerprint of how it was written before.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from citations.models import WHOLES, NumberKind, SourceCheck
from loading.items import Item, Kind

type Content = Mapping[str, Any]


def is_as_brought(stored: Item, brought: str | None) -> bool:
    """Whether the stored record is what a load once brought, in the form of today or in one of before."""
    return brought is not None and (
        stored.fingerprint() == brought
        or any(replace(stored, content=content).fingerprint() == brought for content in _as_before(stored))
    )


def _as_before(item: Item) -> Iterator[Content]:
    """The ways in which it may have been written before."""
    if item.kind is Kind.SOURCE:
        yield from _source_before(item)
    elif item.kind is Kind.CITATION:
        quoted = item.content["source_check"] == SourceCheck.QUOTED
        yield {**item.content, "source_check": "", "second_hand": quoted}


def _source_before(item: Item) -> Iterator[Content]:
    """A source before its references had places of their own."""
    # Without the key, as there was none; a missing value does not count in a fingerprint.
    before = {**item.content, "authors_incomplete": None}
    ways: list[tuple[Content, Content]] = [
        ({}, way(item.content)) for way in (_with_others, _with_container, _with_pages)
    ]
    for chosen in product(*ways):
        yield before | {name: value for change in chosen for name, value in change.items()}


def _with_others(source: Content) -> Content:
    """An author called “others” said that there are more."""
    if not source["authors_incomplete"]:
        return {}
    others = {"family": "", "given": "", "organisation": "others"}
    return {"authors": [*source["authors"], others]}


def _with_container(source: Content) -> Content:
    """What is no part of anything had a container all the same, and a publisher only beside it."""
    if source["type"] not in WHOLES:
        return {}
    if source["collection_title"]:
        return {"container": source["collection_title"], "collection_title": ""}
    return {"container": source["publisher"], "publisher": ""}


def _with_pages(source: Content) -> Content:
    """The number of a preprint stood in the place of its pages."""
    if source["number_kind"] != NumberKind.PREPRINT:
        return {}
    return {"pages": source["number"], "number": "", "number_kind": ""}
