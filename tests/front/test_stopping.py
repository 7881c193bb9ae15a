"""Stopping, killing and replacing the server's processes, under load."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.front.tiny_site import TinySite, everything, tiny_site

pytestmark = pytest.mark.restarts


class Load:
    """Clients that ask one request after the other, each on a connection of its own."""

    def __init__(self) -> None:
        self.served = 0
        self.failures: list[str] = []


@contextmanager
def load(site: TinySite, *, clients: int = 8) -> Iterator[Load]:
    seen, ended = Load(), threading.Event()

    def ask() -> None:
        while not ended.is_set():
            try:
                assert site.ask("/read", method="POST", body=b"x" * 1_000)[2] == b"1000"
                seen.served += 1
            except Exception as error:
                seen.failures.append(repr(error))

    threads = [threading.Thread(target=ask) for _ in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def wait_until_gone(pids: list[int], *, seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while any(os.path.exists(f"/proc/{pid}") and "Z" not in _state(pid) for pid in pids):
        assert time.monotonic() < end
        time.sleep(0.02)


def _state(pid: int) -> str:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_under_load_it_ends_at_once_with_its_workers(number):
    with tiny_site(workers=2) as site, load(site) as seen:
        time.sleep(1)
        workers = site.workers()
        begun = time.monotonic()
        site.signal(number)
        assert site.process.wait(10) == 0
        assert time.monotonic() - begun < 4
        wait_until_gone(workers)
        assert not site.is_listening()
    assert seen.served > 20


@pytest.mark.parametrize("delay", [0.05, 0.2, 0.4, 0.8])
def test_asked_to_stop_while_it_starts_it_ends_at_once(delay):
    site = TinySite(2, {})
    time.sleep(delay)
    begun = time.monotonic()
    site.process.terminate()
    site.process.wait(10)
    assert time.monotonic() - begun < 4


def test_an_application_that_cannot_start_ends_the_server_with_its_reason(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("REFUSE", "yes")
    log = tmp_path / "log"
    begun = time.monotonic()
    site = TinySite(2, {}, log)
    assert site.process.wait(20) == 1
    assert time.monotonic() - begun < 10
    assert "meant not to start" in log.read_text()


def test_what_is_under_way_is_finished_before_it_stops():
    with tiny_site() as site:
        connection = site.raw(b"GET /sleep?1 HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(0.3)
        site.signal(signal.SIGTERM)
        assert everything(connection).endswith(b"slept")
        assert site.process.wait(10) == 0


def test_each_thread_tidies_up_when_the_server_stops(tmp_path: Path):
    log = tmp_path / "log"
    with tiny_site(workers=2, threads=3, log=log) as site:
        site.ask("/read")
    assert log.read_text().count("A thread ended") == 6


def test_what_takes_too_long_and_whoever_is_silent_does_not_keep_it_from_stopping():
    with tiny_site(stop_seconds=1) as site:
        held = [site.raw(b"GET /sleep?30 HTTP/1.1\r\nHost: a\r\n\r\n"), site.raw(b"GET / HTT"), site.raw(b"")]
        time.sleep(0.3)
        begun = time.monotonic()
        site.signal(signal.SIGTERM)
        site.process.wait(10)
        assert time.monotonic() - begun < 5
        for each in held:
            each.close()


def test_when_the_main_process_is_killed_nobody_keeps_the_port():
    with tiny_site(workers=2) as site, load(site):
        workers = site.workers()
        assert len(workers) == 2
        site.signal(signal.SIGKILL)
        site.process.wait()
        wait_until_gone(workers)
        # The last thread of a killed process may leave a moment after its name is gone.
        end = time.monotonic() + 2
        while site.is_listening():
            assert time.monotonic() < end
            time.sleep(0.02)


def test_a_worker_that_was_killed_is_replaced_and_the_other_serves_on():
    with tiny_site(workers=2) as site:
        killed, other = site.workers()
        os.kill(killed, signal.SIGKILL)
        for _ in range(20):
            assert site.ask("/loop")[0] == 200
        end = time.monotonic() + 10
        while len(site.workers()) < 2 or killed in site.workers():
            assert time.monotonic() < end
            time.sleep(0.1)
        assert other in site.workers()


def test_a_reload_replaces_every_worker_and_drops_no_request():
    with tiny_site(workers=2) as site, load(site) as seen:
        before = set(site.workers())
        site.signal(signal.SIGHUP)
        end = time.monotonic() + 40
        while before & set(site.workers()):
            assert time.monotonic() < end
            time.sleep(0.1)
        time.sleep(0.5)
        assert int(site.ask("/process")[2]) not in before
    assert seen.failures == []
    assert seen.served > 100
