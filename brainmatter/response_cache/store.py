"""Answers within so many bytes: each kind of page has its share, and in a share the least recently used goes first."""

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from typing import Protocol


class Sized(Protocol):
    """Whatever is stored says how many bytes it takes."""

    @property
    def size(self) -> int: ...


class Store[V: Sized]:
    """``shares`` are bytes by name. Any other name is refused with KeyError."""

    def __init__(self, shares: Mapping[str, int]) -> None:
        self._limits = dict(shares)
        self._shares: dict[str, OrderedDict[Hashable, V]] = {name: OrderedDict() for name in self._limits}
        self._sizes = dict.fromkeys(self._limits, 0)

    def get(self, share: str, key: Hashable) -> V | None:
        """What is stored, which thereby becomes the most recently used."""
        values = self._shares[self._name(share)]
        value = values.get(key)
        if value is not None:
            values.move_to_end(key)
        return value

    def put(self, share: str, key: Hashable, value: V) -> None:
        """Store it; what is larger than a quarter of its share is not stored, so that one answer drives out few."""
        name = self._name(share)
        values = self._shares[name]
        self.drop(share, key)
        if value.size > self._limits[name] // 4:
            return
        values[key] = value
        self._sizes[name] += value.size
        while self._sizes[name] > self._limits[name]:
            _, oldest = values.popitem(last=False)
            self._sizes[name] -= oldest.size

    def drop(self, share: str, key: Hashable) -> None:
        """Store it no longer."""
        name = self._name(share)
        if (old := self._shares[name].pop(key, None)) is not None:
            self._sizes[name] -= old.size

    @property
    def size(self) -> int:
        """Bytes in all."""
        return sum(self._sizes.values())

    def __len__(self) -> int:
        return sum(len(values) for values in self._shares.values())

    def _name(self, share: str) -> str:
        if share not in self._limits:
            raise KeyError(f"no share {share!r}")
        return share
