"""An answer is made once and kept; nobody gets one that is older than what somebody has seen."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any

import pytest

from brainmatter.front.answers import Answer, Scope
from brainmatter.response_cache.cache import ResponseCache
from brainmatter.response_cache.request_key import RequestKeys
from brainmatter.response_cache.revision_watch import RevisionWatch
from brainmatter.response_cache.shared_revision import SharedRevision
from brainmatter.response_cache.store import Store
from core.kept_pages import KeptPage
from core.parameters import Parameters
from core.revisions import Revision
from tests.response_cache.answers import a_request, an_answer, header, today


class Site:
    """The application behind the cache, and the revision of its content. ``during`` happens while an answer is made."""

    def __init__(self) -> None:
        self.number = 1
        self.made = 0
        self.during: Callable[[], Awaitable[None]] | None = None
        self.answer: Callable[[], Answer] = lambda: an_answer(f"content {self.number}", revision=self.revision)

    @property
    def revision(self) -> Revision:
        return Revision(self.number, f"nonce-{self.number}")

    async def make(self, scope: Scope) -> Answer:
        self.made += 1
        answer = self.answer()
        if self.during:
            await self.during()
        return answer


class Reader:
    """Asks as the front does."""

    def __init__(self, cache: ResponseCache, site: Site) -> None:
        self.cache, self.site = cache, site

    async def get(self, path: str = "/page", query: str = "", **headers: str) -> Answer | None:
        scope = a_request(path, query, **headers)
        wish = self.cache.wish(scope)
        assert wish is not None
        return self.cache.at_once(wish) or await self.cache.answer(scope, wish, self.site.make)

    async def text(self, path: str = "/page", query: str = "") -> str:
        answer = await self.get(path, query)
        assert answer is not None
        return answer.body.decode()


def a_page(path: str) -> KeptPage:
    share = "pages" if path.startswith("/page") else "missing"
    return KeptPage(share, Parameters(one=("q",)), parts=False)


def run(act: Callable[[Reader, Site], Coroutine[Any, Any, None]], *, check: float = 60) -> None:
    async def inside() -> None:
        site = Site()
        keys = RequestKeys(
            host="site.example", scheme="http", forwarded_scheme=False, session_cookie="sessionid", page_at=a_page
        )
        watch = RevisionWatch(SharedRevision(), lambda: site.revision, check_seconds=check, stale_seconds=60)
        cache = ResponseCache(keys, watch, Store({"pages": 100_000, "variants": 20_000, "missing": 20_000}))
        try:
            await act(Reader(cache, site), site)
        finally:
            cache.stop()

    asyncio.run(inside())


def test_a_page_is_made_once_for_everybody_who_wants_it() -> None:
    async def act(reader: Reader, site: Site) -> None:
        site.during = lambda: asyncio.sleep(0.05)
        assert set(await asyncio.gather(*(reader.text() for _ in range(200)))) == {"content 1"}
        assert await reader.text() == "content 1"
        assert site.made == 1

    run(act)


def test_a_new_revision_is_a_new_page_once_it_is_known() -> None:
    async def act(reader: Reader, site: Site) -> None:
        assert await reader.text() == "content 1"
        site.number = 2
        assert await reader.text() == "content 1"
        reader.cache.wrote()
        assert await reader.text() == "content 2"

    run(act)


def test_who_comes_after_a_newer_page_was_seen_never_waits_for_an_older_one() -> None:
    async def act(reader: Reader, site: Site) -> None:
        site.during = lambda: asyncio.sleep(0.1)
        early = asyncio.create_task(reader.text())
        await asyncio.sleep(0.02)
        site.number, site.during = 2, None
        assert await reader.text("/page/other") == "content 2"  # the newer revision has been seen
        assert await reader.text() == "content 2"
        assert await early in ("content 1", "content 2")
        assert await reader.text() == "content 2"  # and the answer that came late was not kept as new

    run(act)


def test_an_answer_made_across_a_commit_is_not_kept_as_new() -> None:
    async def act(reader: Reader, site: Site) -> None:
        async def somebody_saves() -> None:
            site.number, site.during = 2, None
            reader.cache.wrote()

        site.during = somebody_saves
        await reader.text()
        assert await reader.text() == "content 2"

    run(act)


def test_an_answer_of_yesterday_is_made_anew() -> None:
    async def act(reader: Reader, site: Site) -> None:
        site.answer = lambda: an_answer("old day", revision=site.revision, day=today() - timedelta(days=1))
        await reader.text()
        site.answer = lambda: an_answer("today", revision=site.revision)
        assert await reader.text() == "today"

    run(act)


def test_ten_thousand_junk_addresses_leave_the_pages_kept() -> None:
    async def act(reader: Reader, site: Site) -> None:
        await reader.text()
        site.answer = lambda: an_answer("nothing here", revision=site.revision, status=404)
        for number in range(5_000):
            await reader.get(f"/junk/{number}")
            await reader.get(f"/page/{number}-missing")
        for number in range(200):
            await reader.get("/page", f"q={number}")
        made = site.made
        assert await reader.text() == "content 1"
        assert site.made == made

    run(act)


@pytest.mark.parametrize("status", [302, 500, 503])
def test_what_is_not_to_be_kept_is_made_for_each_but_given_to_all_who_waited(status: int) -> None:
    async def act(reader: Reader, site: Site) -> None:
        site.answer = lambda: an_answer("not now", revision=None, status=status)
        site.during = lambda: asyncio.sleep(0.02)
        answers = await asyncio.gather(*(reader.get() for _ in range(20)))
        assert {answer.status for answer in answers if answer} == {status}
        assert site.made == 1
        await reader.get()
        assert site.made == 2

    run(act)


def test_an_answer_with_a_cookie_goes_to_nobody_but_the_one_who_asked() -> None:
    async def act(reader: Reader, site: Site) -> None:
        site.answer = lambda: an_answer("yours", revision=None, set_cookie="csrftoken=secret")
        assert await reader.get() is None  # the application answers this reader itself

    run(act)


def test_what_a_page_does_not_read_leads_to_its_address_once_it_is_kept() -> None:
    async def act(reader: Reader, site: Site) -> None:
        assert await reader.get("/page", "utm_source=mail") is None  # the application decides
        await reader.get("/page")
        answer = await reader.get("/page", "utm_source=mail")
        assert answer is not None
        assert (answer.status, header(answer, "location")) == (302, "/page")
        await reader.get("/page", "q=brain")
        answer = await reader.get("/page", "utm_source=mail&q=brain")
        assert answer is not None
        assert header(answer, "location") == "/page?q=brain"
        assert site.made == 2

    run(act)


def test_who_asks_for_another_type_is_sent_to_the_application() -> None:
    async def act(reader: Reader, site: Site) -> None:
        assert await reader.get() is not None
        assert await reader.get(accept="application/json") is None

    run(act)


def test_a_failure_while_an_answer_is_made_reaches_all_who_wait_and_is_forgotten() -> None:
    async def act(reader: Reader, site: Site) -> None:
        async def fails() -> None:
            await asyncio.sleep(0.02)
            raise RuntimeError("broken")

        site.during = fails
        outcomes = await asyncio.gather(*(reader.get() for _ in range(5)), return_exceptions=True)
        assert {type(outcome) for outcome in outcomes} == {RuntimeError}
        site.during = None
        assert await reader.text() == "content 1"

    run(act)


def test_who_leaves_does_not_take_the_answer_from_the_others() -> None:
    async def act(reader: Reader, site: Site) -> None:
        site.during = lambda: asyncio.sleep(0.05)
        leaving, staying = asyncio.create_task(reader.text()), asyncio.create_task(reader.text())
        await asyncio.sleep(0.01)
        leaving.cancel()
        assert await staying == "content 1"
        assert site.made == 1

    run(act)


def test_a_page_that_is_being_made_when_all_stops_still_goes_out(caplog: pytest.LogCaptureFixture) -> None:
    async def act(reader: Reader, site: Site) -> None:
        async def all_stops() -> None:
            reader.cache.stop()

        site.during = all_stops
        answer = await reader.get()
        assert answer is not None
        assert answer.body == b"content 1"
        assert not [name for name, _ in answer.headers if b"state" in name]
        # Who comes after that is the application's, which knows how to refuse.
        assert await reader.get("/page/other") is None

    run(act, check=0)
    assert caplog.records == []


def test_a_page_that_waits_for_the_revision_when_all_stops_is_left_to_the_application(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def act(reader: Reader, site: Site) -> None:
        waiting = asyncio.create_task(reader.get())
        await asyncio.sleep(0)
        reader.cache.stop()
        assert await waiting is None

    run(act, check=0)
    assert caplog.records == []
