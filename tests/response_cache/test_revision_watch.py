"""The database is asked no more often than need be, and is missed in silence only for a while."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from brainmatter.response_cache import revision_watch
from brainmatter.response_cache.revision_watch import RevisionWatch
from brainmatter.response_cache.shared_revision import SharedRevision
from core.revisions import Revision


class Database:
    """Stands for the database: counts how often it is asked."""

    def __init__(self) -> None:
        self.number = 1
        self.asked = 0
        self.is_up = True
        self.seconds = 0.0

    def __call__(self) -> Revision:
        self.asked += 1
        number = self.number
        time.sleep(self.seconds)
        if not self.is_up:
            raise ConnectionError("connection refused\nat length")
        return Revision(number, f"nonce-{number}")


def run(
    act: Callable[[RevisionWatch, Database], Coroutine[Any, Any, None]], *, check: float = 60, stale: float = 60
) -> None:
    async def inside() -> None:
        database = Database()
        watch = RevisionWatch(SharedRevision(), database, check_seconds=check, stale_seconds=stale)
        try:
            await act(watch, database)
        finally:
            watch.stop()

    asyncio.run(inside())


async def number(watch: RevisionWatch) -> int | None:
    revision = await watch.current()
    return revision.number if revision else None


def test_a_thousand_requests_within_the_interval_ask_once() -> None:
    async def act(watch: RevisionWatch, database: Database) -> None:
        assert watch.at_once() is None
        assert set(await asyncio.gather(*(number(watch) for _ in range(1_000)))) == {1}
        assert watch.at_once() == Revision(1, "nonce-1")
        assert database.asked == 1

    run(act)


def test_with_no_interval_each_request_is_answered_from_a_question_asked_after_it_came() -> None:
    async def act(watch: RevisionWatch, database: Database) -> None:
        database.seconds = 0.02
        first = asyncio.create_task(number(watch))
        await asyncio.sleep(0.01)  # the question is under way, and will bring the old number
        database.number = 2
        late = [asyncio.create_task(number(watch)) for _ in range(50)]
        assert await first == 1
        assert set(await asyncio.gather(*late)) == {2}
        assert database.asked == 2

    run(act, check=0)


def test_after_a_write_the_next_one_asks() -> None:
    async def act(watch: RevisionWatch, database: Database) -> None:
        assert await number(watch) == 1
        database.number = 2
        assert await number(watch) == 1
        watch.forget()
        assert watch.at_once() is None
        assert await number(watch) == 2

    run(act)


def test_a_page_that_shows_a_newer_revision_makes_it_known() -> None:
    async def act(watch: RevisionWatch, database: Database) -> None:
        assert await number(watch) == 1
        assert watch.saw(Revision(3, "three")) == Revision(3, "three")
        assert watch.at_once() == Revision(3, "three")
        assert watch.saw(Revision(2, "two")) == Revision(3, "three")

    run(act)


def test_while_the_database_is_away_the_last_revision_holds_for_the_stated_time(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(revision_watch, "_SECONDS_BETWEEN_FAILURES", 0.1)

    async def act(watch: RevisionWatch, database: Database) -> None:
        assert await number(watch) == 1
        database.is_up = False
        await asyncio.sleep(0.06)
        assert {await number(watch) for _ in range(100)} == {1}
        assert database.asked <= 3  # not once for every reader
        await asyncio.sleep(0.5)
        assert await number(watch) is None
        database.is_up, database.number = True, 2
        await asyncio.sleep(0.12)
        await number(watch)
        await asyncio.sleep(0.05)
        assert await number(watch) == 2

    run(act, check=0.05, stale=0.4)
    said = [record.getMessage() for record in caplog.records]
    assert said[0] == "The database does not tell the revision, and kept answers serve on: connection refused"
    assert said[-1] == "The database answers again"


def test_a_database_that_hangs_keeps_nobody_waiting_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revision_watch, "_PATIENCE", 0.05)

    async def act(watch: RevisionWatch, database: Database) -> None:
        assert await number(watch) == 1
        database.seconds = 1
        watch.forget()
        began = time.monotonic()
        assert set(await asyncio.gather(*(number(watch) for _ in range(50)))) == {1}
        assert time.monotonic() - began < 0.9

    run(act)


def test_a_database_that_never_answered_gives_no_revision() -> None:
    async def act(watch: RevisionWatch, database: Database) -> None:
        database.is_up = False
        assert await number(watch) is None

    run(act)
