"""A key made from what values say, by which what is made from them is found again.

    content_key("components/reference.html", work, "Peer-reviewed") -> 16 bytes

Equal values give equal keys in every process of one release; values that say something else give other keys. Frozen
models keep theirs (`KeptContent`). A class whose fields repeat each other says in ``made_from()`` which of them count.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, cached_property
from hashlib import blake2b
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
    for value in values:
        _say(value, said.append)
    return blake2b(b"".join(said), digest_size=_BYTES).digest()


def _say(value: object, say: Callable[[bytes], object]) -> None:
    """Say the value so that no other one is said alike: what has a length says it first."""
    if isinstance(value, KeptContent):
        say(value.content_key)
    elif isinstance(value, str):
        text = value.encode()
        # A safe string goes into a page as it is, any other one is escaped.
        say(b"%c%d:%b" % (b"h" if isinstance(value, SafeString) else b"s", len(text), text))
    elif value is None or isinstance(value, bool):
        say(str(value).encode())
    elif isinstance(value, _PLAIN):
        say(f"<{type(value).__name__} {value}>".encode())
    elif hasattr(value, "made_from"):
        say(type(value).__qualname__.encode())
        _say(value.made_from(), say)
    elif is_dataclass(value) and not isinstance(value, type):
        say(type(value).__qualname__.encode())
        _say(tuple(getattr(value, name) for name in _names(type(value))), say)
    elif isinstance(value, Mapping):
        say(b"map")
        _say(sorted(value.items()), say)
    elif isinstance(value, (frozenset, set)):
        say(b"set")
        _say(sorted(value), say)
    elif isinstance(value, Sequence):
        # Of a named tuple the name is that of its class, so that no two that happen to have equal fields are one.
        say(b"%b(%d " % (type(value).__qualname__.encode(), len(value)))
        for part in value:
            _say(part, say)
        say(b")")
    else:
        raise TypeError(f"It is not known what {type(value).__qualname__} says.")


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
