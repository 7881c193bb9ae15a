"""A key made from what values say, by which what is made from them is found again.

    content_key("components/reference.html", work, "Peer-reviewed") -> 16 bytes

Equal values give equal keys in every process of one release; values that say something else give other keys. Frozen
models keep theirs (`KeptContent`). A class whose fields repeat each other says in ``made_from()`` which of them count.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b
from types import NoneType
from typing import Any, Self

from django.utils.safestring import SafeString
from pydantic import BaseModel

_BYTES = 16
_PLAIN = (int, float, Decimal, datetime, date)


class KeptContent(BaseModel):
    """A frozen model that works out once what it says; for models of which one object is shown many times."""

    @cached_property
    def content_key(self) -> bytes:
        """The model by its class and the JSON of its fields."""
        found = blake2b(type(self).__qualname__.encode(), digest_size=_BYTES)
        found.update(self.__pydantic_serializer__.to_json(self))
        return found.digest()

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy says what it says, not what it was copied from."""
        copied = super().model_copy(update=update, deep=deep)
        copied.__dict__.pop("content_key", None)
        return copied


def content_key(*values: object) -> bytes:
    """A key for all of the values together. TypeError for a value of which it is not known what it says."""
    said: list[bytes] = []
    _say_all(b"", values, said.append)
    return blake2b(b"".join(said), digest_size=_BYTES).digest()


type _Say = Callable[[bytes], object]


# By class, each looked up once: a page has some thousand values, of few classes.
_ways: dict[type[Any], Callable[[Any, _Say], None]] = {}


def _way_to_say(kind: type[Any]) -> Callable[[Any, _Say], None]:
    """How values of a class are said so that no two are said alike: what has a length says it first."""
    if issubclass(kind, KeptContent):
        return _say_content
    if issubclass(kind, str):
        # A safe string goes into a page as it is, any other one is escaped.
        return _say_safe if issubclass(kind, SafeString) else _say_text
    if issubclass(kind, (bool, NoneType)):
        return _say_word
    if issubclass(kind, _PLAIN):
        return _say_plain
    name = kind.__qualname__.encode()
    if hasattr(kind, "made_from"):
        return lambda value, say: _say_all(name, value.made_from(), say)
    if is_dataclass(kind):
        names = [field.name for field in fields(kind)]
        return lambda value, say: _say_all(name, [getattr(value, each) for each in names], say)
    if issubclass(kind, Mapping):
        return lambda value, say: _say_all(b"map", sorted(value.items()), say)
    if issubclass(kind, (frozenset, set)):
        return lambda value, say: _say_all(b"set", sorted(value), say)
    if issubclass(kind, Sequence):
        # Of a named tuple the name is that of its class, so that no two that happen to have equal fields are one.
        return lambda value, say: _say_all(name, value, say)
    raise TypeError(f"It is not known what {kind.__qualname__} says.")


def _say_content(value: KeptContent, say: _Say) -> None:
    say(value.content_key)


def _say_word(value: bool | None, say: _Say) -> None:
    say(str(value).encode())


def _say_plain(value: object, say: _Say) -> None:
    say(f"<{type(value).__name__} {value}>".encode())


def _say_text(value: str, say: _Say) -> None:
    text = value.encode()
    say(b"s%d:%b" % (len(text), text))


def _say_safe(value: str, say: _Say) -> None:
    text = value.encode()
    say(b"h%d:%b" % (len(text), text))


def _say_all(name: bytes, values: Sequence[Any], say: _Say) -> None:
    say(b"%b(%d " % (name, len(values)))
    for value in values:
        kind = type(value)
        (_ways.get(kind) or _ways.setdefault(kind, _way_to_say(kind)))(value, say)
    say(b")")
