"""Answers that come piece by piece."""

import json
import time
from http.client import IncompleteRead
from pathlib import Path

import pytest

from tests.front.tiny_site import MEGABYTE, everything, tiny_site

pytestmark = pytest.mark.restarts


def closed(site) -> list[str]:
    return json.loads(site.ask("/closed")[2])


def wait_for_the_closing_of(site, name: str, *, count: int = 1, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while sum(each.startswith(name) for each in closed(site)) < count:
        assert time.monotonic() < end, closed(site)
        time.sleep(0.1)


def test_pieces_arrive_in_order_and_the_body_is_closed_in_its_thread():
    with tiny_site() as site:
        assert site.ask("/pieces")[2] == b"one two three"
        wait_for_the_closing_of(site, "pieces in wsgi-")


def test_the_first_piece_does_not_wait_for_the_last():
    with tiny_site() as site:
        begun = time.monotonic()
        connection = site.raw(b"GET /slow-pieces HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        received = b""
        while b"piece" not in received:
            received += connection.recv(1_000)
        assert time.monotonic() - begun < 2
        received += everything(connection)
        assert received.count(b"piece") == 20


def test_a_long_answer_is_whole():
    with tiny_site() as site:
        assert site.ask("/long")[2] == MEGABYTE * 64


def test_an_answer_that_breaks_off_is_not_taken_for_a_whole_one(tmp_path: Path):
    log = tmp_path / "log"
    with tiny_site(log=log) as site:
        with pytest.raises((IncompleteRead, ConnectionResetError)):
            site.ask("/breaks-off")
        wait_for_the_closing_of(site, "breaks-off")
    assert "meant to break off" in log.read_text()


def test_head_of_a_streamed_answer_closes_it_unread():
    with tiny_site() as site:
        assert site.ask("/slow-pieces", method="HEAD")[2] == b""
        wait_for_the_closing_of(site, "slow-pieces", seconds=1)


def test_when_the_reader_leaves_the_body_is_closed_and_the_thread_free():
    with tiny_site(threads=1) as site:
        connection = site.raw(b"GET /slow-pieces HTTP/1.1\r\nHost: a\r\n\r\n")
        connection.recv(100)
        connection.close()
        begun = time.monotonic()
        wait_for_the_closing_of(site, "slow-pieces")
        assert time.monotonic() - begun < 2


def test_slow_readers_of_long_answers_hold_half_of_the_threads_at_most():
    with tiny_site(threads=4, answer_seconds=60, stream_seconds=60) as site:
        readers = [site.raw(b"GET /long HTTP/1.1\r\nHost: a\r\n\r\n", receive_buffer=4_096) for _ in range(12)]
        wait_for_the_closing_of(site, "long", count=10)
        begun = time.monotonic()
        assert site.ask("/sleep?0")[0] == 200
        assert time.monotonic() - begun < 2
        for each in readers:
            each.close()
        wait_for_the_closing_of(site, "long", count=12)
