"""Which revision readers are to see now, without asking the database more often than need be."""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from brainmatter.response_cache.shared_revision import SeenRevision, SharedRevision
from core.revisions import Revision

# While the database does not answer, it is asked again this often, and nobody waits longer for it.
_SECONDS_BETWEEN_FAILURES = 1.0
_PATIENCE = 1.0

_log = logging.getLogger(__name__)


class RevisionWatch:
    """Asks for the revision at most once in ``check_seconds`` and host (0: for every request, those at once together).

    ``ask`` asks the database, in a thread of its own; any exception means that it did not answer. For
    ``stale_seconds`` after the last answer the last revision is still given.
    """

    def __init__(
        self, shared: SharedRevision, ask: Callable[[], Revision], *, check_seconds: float, stale_seconds: float
    ) -> None:
        self._shared = shared
        self._ask = ask
        self._check_seconds = check_seconds
        self._stale_seconds = stale_seconds
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="revision")
        self._is_stopped = False
        self._asking: asyncio.Task[None] | None = None
        self._asked_at = 0.0
        self._failed_at = 0.0

    def at_once(self) -> Revision | None:
        """The revision, where it is known without asking."""
        seen = self._shared.read()
        return _revision(seen) if seen.is_fresh(time.monotonic(), self._check_seconds) else None

    async def current(self) -> Revision | None:
        """The revision, asked for where need be; None where the database has been silent for too long, or when all
        stops."""
        arrived = time.monotonic()
        while not (seen := self._shared.read()).is_fresh(arrived, self._check_seconds):
            if self._is_stopped:
                return None
            asking = self._asking_now()
            if asking is not None and not self._failed_at:
                await asyncio.wait({asking}, timeout=_PATIENCE)
                if not asking.done():
                    self._fails("no answer within a second")
            if self._failed_at:
                return self._stale()
        return _revision(seen)

    def saw(self, revision: Revision) -> Revision:
        """A page shows this revision; the newest that is known."""
        seen = self._shared.read()
        if revision == _revision(seen):
            return revision
        return _revision(self._shared.saw(revision.number, revision.nonce, asked_at=0))

    def newest(self) -> int:
        """The number of the newest revision that anybody on this host has seen."""
        return self._shared.read().number

    def forget(self) -> None:
        """This process has let something be written: whoever comes next, on this host, asks first."""
        self._shared.forget(at=time.monotonic())

    def stop(self) -> None:
        """Ask no more."""
        self._is_stopped = True
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _asking_now(self) -> "asyncio.Task[None] | None":
        """The question that is under way, or a new one; None where the last one has just failed."""
        now = time.monotonic()
        if self._asking is None or self._asking.done():
            if self._failed_at and now - self._asked_at < _SECONDS_BETWEEN_FAILURES:
                return None
            self._asked_at = now
            self._asking = asyncio.create_task(self._refresh(now))
        return self._asking

    async def _refresh(self, asked_at: float) -> None:
        if self._is_stopped:
            return
        try:
            revision = await asyncio.get_running_loop().run_in_executor(self._thread, self._ask)
        except Exception as error:  # whatever keeps the database from answering
            self._fails(str(error).partition("\n")[0])
            return
        if self._failed_at:
            _log.warning("The database answers again")
        self._failed_at = 0.0
        seen = self._shared.saw(revision.number, revision.nonce, asked_at=asked_at)
        if seen.number > revision.number:
            _log.info("The database shows revision %s, older than %s", revision.number, seen.number)

    def _fails(self, why: str) -> None:
        if not self._failed_at:
            _log.warning("The database does not tell the revision, and kept answers serve on: %s", why)
            self._failed_at = time.monotonic()

    def _stale(self) -> Revision | None:
        seen = self._shared.read()
        silent = time.monotonic() - seen.asked_at
        return _revision(seen) if seen.asked_at and silent <= self._stale_seconds else None


def _revision(seen: SeenRevision) -> Revision:
    return Revision(seen.number, seen.nonce)
