"""Values that a process keeps because they cost time to make: those used last, as many as some bytes hold."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

_OVERHEAD = 400  # of an entry with its key, about


class KeptValues[V]:
    """Values by what they were made from, so that none is ever wrong; what was used longest ago goes first.

    ``size`` says how many bytes a value takes. One that takes more than ``most_bytes`` is made each time. Two threads
    may make the same value; either will do.
    """

    def __init__(self, size: Callable[[V], int], *, most_bytes: int) -> None:
        self._values: OrderedDict[Hashable, V] = OrderedDict()
        self._sizes: dict[Hashable, int] = {}
        self._size = size
        self._most_bytes = most_bytes
        self._bytes = 0
        self._lock = Lock()

    def clear(self) -> None:
        with self._lock:
            self._values.clear()
            self._sizes.clear()
            self._bytes = 0

    def has(self, key: Hashable) -> bool:
        with self._lock:
            return key in self._values

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """The value kept under this key; else what ``make`` makes."""
        found = self.find(key)
        if found is not None:
            return found
        value = make()
        self.keep(key, value)
        return value

    def find(self, key: Hashable) -> V | None:
        """The value kept under this key, if there is one."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key]

    def keep(self, key: Hashable, value: V) -> None:
        """Keep this value, if there is room for it at all."""
        size = self._size(value) + _OVERHEAD
        if size > self._most_bytes:
            return
        with self._lock:
            self._bytes += size - self._sizes.get(key, 0)
            self._values[key], self._sizes[key] = value, size
            while self._bytes > self._most_bytes:
                oldest, _ = self._values.popitem(last=False)
                self._bytes -= self._sizes.pop(oldest)
