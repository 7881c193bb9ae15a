"""The cache: an answer that is kept, else one that is made once while all who want it wait for it."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from http import HTTPStatus

from brainmatter.front.answers import Answer, Scope
from brainmatter.response_cache.kept_answer import KeptAnswer, kept_answer, without_state
from brainmatter.response_cache.negotiation import accepts, answer_for, redirect_to
from brainmatter.response_cache.request_key import Key, RequestKeys, Wish
from brainmatter.response_cache.revision_watch import RevisionWatch
from brainmatter.response_cache.store import Store
from core.kept_pages import KEEP, MISSING
from core.revisions import Revision

# Have the application answer this request with an answer that is to be kept; None if it does not come whole.
Make = Callable[[Scope], Awaitable[Answer | None]]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Making:
    revision: Revision
    task: "asyncio.Task[KeptAnswer | Answer | None]"


class ResponseCache:
    """One worker's cache."""

    def __init__(self, keys: RequestKeys, watch: RevisionWatch, store: Store[KeptAnswer]) -> None:
        self._keys = keys
        self._watch = watch
        self._store = store
        self._making: dict[Key, _Making] = {}
        self._compressing = ThreadPoolExecutor(1, thread_name_prefix="compress")
        self._is_stopped = False
        self._today = date.min
        self._today_until = 0.0

    @property
    def to_keep(self) -> Mapping[str, object]:
        """How the application is told that an answer is to be kept, and which revision it has to show at least."""
        return {KEEP: self._watch.newest()}

    def wish(self, scope: Scope) -> Wish | None:
        """What is asked for, if the cache has a say in it."""
        return self._keys.wish(scope)

    def at_once(self, wish: Wish) -> Answer | None:
        """The kept answer, if there is one that is known to be the present one."""
        kept = self._stored(wish.key)
        if kept is None or kept.revision != self._watch.at_once() or kept.day != self._day():
            return None
        if wish.is_undeclared:
            return redirect_to(kept, wish.key) if kept.status == HTTPStatus.OK else None
        return answer_for(kept, wish) if accepts(wish.accept, kept.media_type) else None

    async def answer(self, scope: Scope, wish: Wish, make: Make) -> Answer | None:
        """The kept answer, or one that ``make`` makes now; None if the application must answer this request itself."""
        if wish.is_undeclared:
            return None
        for _ in range(3):
            revision = await self._watch.current()
            if revision is None:
                return None
            kept = self._stored(wish.key)
            if kept is not None and kept.revision == revision and kept.day == self._day():
                found: KeptAnswer | Answer | None = kept
            else:
                found = await self._made(scope, wish.key, revision, make)
            if found is None:
                return None
            if isinstance(found, Answer):
                return found
            # Somebody may have seen a newer revision meanwhile: then this answer is not for whoever came after.
            if found.revision.number >= revision.number:
                return answer_for(found, wish) if accepts(wish.accept, found.media_type) else None
        return None

    def wrote(self) -> None:
        """A request has come through that may have changed something."""
        self._watch.forget()

    def stop(self) -> None:
        """Keep nothing any more: what is still being made goes out as the application made it."""
        self._is_stopped = True
        self._watch.stop()
        self._compressing.shutdown(wait=False)

    async def _made(self, scope: Scope, key: Key, revision: Revision, make: Make) -> KeptAnswer | Answer | None:
        making = self._making.get(key)
        # Who waits for an answer begun at an older revision could get a page older than one already seen.
        if making is None or making.revision != revision:
            making = _Making(revision, asyncio.create_task(self._make(self._keys.scope_to_keep(scope, key), key, make)))
            self._making[key] = making
            making.task.add_done_callback(lambda _: self._done(key))
        # One who leaves does not take the answer away from the others.
        return await asyncio.shield(making.task)

    def _done(self, key: Key) -> None:
        making = self._making.get(key)
        if making is not None and making.task.done():
            del self._making[key]
            # Looked at even if nobody waits any more, so that it is not reported as lost.
            if not making.task.cancelled() and (error := making.task.exception()):
                _log.debug("No answer was made: %r", error)

    async def _make(self, scope: Scope, key: Key, make: Make) -> KeptAnswer | Answer | None:
        answer = await make(scope)
        if answer is None:
            return None
        kept = None
        if not self._is_stopped:
            kept = await asyncio.get_running_loop().run_in_executor(self._compressing, kept_answer, answer)
        if kept is None:
            return without_state(answer) if _is_for_all(answer) else None
        newest = self._watch.saw(kept.revision)
        if kept.revision == newest and kept.day == self._day():
            self._store.put(key.share if kept.status == 200 else MISSING, key, kept)
        return kept

    def _stored(self, key: Key) -> KeptAnswer | None:
        return self._store.get(key.share, key) or self._store.get(MISSING, key)

    def _day(self) -> date:
        """Today in UTC, looked up at most every quarter of a second."""
        now = time.monotonic()
        if now >= self._today_until:
            self._today, self._today_until = datetime.now(UTC).date(), now + 0.25
        return self._today


def _is_for_all(answer: Answer) -> bool:
    """Whether an answer that is not kept may at least go to all who waited for it."""
    return all(name != b"set-cookie" for name, _ in answer.headers)
