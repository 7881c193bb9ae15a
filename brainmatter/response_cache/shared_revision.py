"""The newest revision that any worker process of this host has seen, in memory that all of them share.

Made before the workers are forked, so nothing of Django is imported here. Reading takes no lock; writing takes one
that the kernel takes back from a process that dies. Times are of the monotonic clock, which all processes of a host
share.
"""

import fcntl
import mmap
import os
import struct
import tempfile
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

# number, nonce, asked_at, forgotten_at; behind it the checksum, so that a half-written record is noticed.
_RECORD = struct.Struct("=Q36sdd")
_CHECKSUM = struct.Struct("=I")
_SIZE = _RECORD.size + _CHECKSUM.size


@dataclass(frozen=True, slots=True)
class SeenRevision:
    """Number and nonce of a revision. ``asked_at``: when the database was asked for it, 0 for never; ``forgotten_at``:
    only what was asked after it counts as fresh."""

    number: int
    nonce: str
    asked_at: float
    forgotten_at: float

    def is_fresh(self, at: float, within: float) -> bool:
        """Whether the database was asked within so many seconds before ``at``, and since the last write from here."""
        return self.asked_at > 0 and self.asked_at >= at - within and self.asked_at > self.forgotten_at


class SharedRevision:
    """One record, shared by fork."""

    def __init__(self) -> None:
        with tempfile.TemporaryFile() as file:
            os.ftruncate(file.fileno(), _SIZE)
            # The number of the file stays open for its lock: locks of this kind belong to a process, not to a file.
            self._file = os.dup(file.fileno())
        self._memory = mmap.mmap(self._file, _SIZE)
        self._lock = threading.Lock()
        self._write(SeenRevision(0, "", 0, 0))

    def read(self) -> SeenRevision:
        """What is known now."""
        while True:
            record = self._memory[:_SIZE]
            if _CHECKSUM.unpack_from(record, _RECORD.size)[0] == zlib.crc32(record[: _RECORD.size]):
                number, nonce, asked_at, forgotten_at = _RECORD.unpack_from(record)
                return SeenRevision(number, nonce.rstrip(b"\0").decode(), asked_at, forgotten_at)

    def saw(self, number: int, nonce: str, *, asked_at: float) -> SeenRevision:
        """The database has shown this revision when asked at that time; returns what is known then, never an older one.

        A lower number comes from a replica that lags, or from a snapshot that began earlier.
        """
        with self._alone():
            known = self.read()
            now = replace(known, asked_at=max(asked_at, known.asked_at))
            if number >= known.number:
                now = replace(now, number=number, nonce=nonce)
            self._write(now)
        return now

    def forget(self, *, at: float) -> None:
        """Something was written at that time: whoever comes from now on asks first."""
        with self._alone():
            known = self.read()
            self._write(replace(known, forgotten_at=max(at, known.forgotten_at)))

    def _write(self, seen: SeenRevision) -> None:
        record = _RECORD.pack(seen.number, seen.nonce.encode(), seen.asked_at, seen.forgotten_at)
        self._memory[:_SIZE] = record + _CHECKSUM.pack(zlib.crc32(record))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._lock:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)
