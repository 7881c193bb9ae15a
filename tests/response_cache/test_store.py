"""What is stored stays within its bytes, share by share."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brainmatter.response_cache.store import Store


@dataclass(frozen=True)
class Thing:
    size: int


def test_the_least_recently_used_goes_first() -> None:
    store: Store[Thing] = Store({"pages": 100})
    for key in "abcde":
        store.put("pages", key, Thing(20))
    assert store.get("pages", "a")
    store.put("pages", "f", Thing(20))
    assert store.get("pages", "b") is None
    assert all(store.get("pages", key) for key in "acdef")


def test_one_share_never_drives_out_another() -> None:
    store: Store[Thing] = Store({"pages": 100, "missing": 40})
    store.put("pages", "page", Thing(25))
    for number in range(10_000):
        store.put("missing", number, Thing(10))
    assert store.get("pages", "page")
    assert len(store) == 5


def test_what_would_fill_its_share_alone_is_not_stored() -> None:
    store: Store[Thing] = Store({"pages": 100})
    store.put("pages", "small", Thing(25))
    store.put("pages", "large", Thing(26))
    assert store.get("pages", "large") is None
    store.put("pages", "small", Thing(26))  # it has grown: the old one is no longer right
    assert store.get("pages", "small") is None


def test_a_share_must_be_known() -> None:
    with pytest.raises(KeyError):
        Store[Thing]({"pages": 100}).put("page", "a", Thing(1))


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 9), st.integers(0, 60), st.booleans()), max_size=60))
def test_the_bytes_counted_are_those_stored_and_never_too_many(acts: list[tuple[str, int, int, bool]]) -> None:
    store: Store[Thing] = Store({"a": 100, "b": 50})
    for share, key, size, is_put in acts:
        if is_put:
            store.put(share, key, Thing(size))
        else:
            store.drop(share, key)
        stored = [found for name in "ab" for number in range(10) if (found := store.get(name, number))]
        assert store.size == sum(thing.size for thing in stored) <= 150
        assert len(store) == len(stored)
