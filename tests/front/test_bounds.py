"""Nobody takes more than a share: time, bytes, connections, turns."""

import socket
import threading
import time
from contextlib import suppress

import pytest

from tests.front.tiny_site import everything, tiny_site

pytestmark = pytest.mark.restarts

POST = b"POST /read HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n"


def seconds_until_closed(connection: socket.socket) -> float:
    begun = time.monotonic()
    everything(connection)
    return time.monotonic() - begun


@pytest.mark.parametrize(
    "sent", [b"", b"GET / HTT", b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ", b"GET /loop HTTP/1.1\r\nHost: a\r\n\r\n"]
)
def test_silence_before_or_within_a_head_or_after_an_answer_ends_the_connection(sent):
    with tiny_site(header_seconds=1) as site:
        assert 0.5 < seconds_until_closed(site.raw(sent)) < 5


def test_a_head_that_comes_byte_by_byte_ends_in_time_too():
    with tiny_site(header_seconds=1) as site:
        connection = site.raw(b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")
        begun = time.monotonic()
        with suppress(OSError):
            while time.monotonic() - begun < 8:
                connection.sendall(b"a")
                time.sleep(0.1)
        assert time.monotonic() - begun < 5


def test_a_body_that_does_not_come_is_answered_408():
    with tiny_site(body_seconds=1, discard_seconds=0.2) as site:
        answer = everything(site.raw(POST + b"a"))
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert b"x-content-type-options: nosniff" in answer


def test_a_body_may_take_longer_by_what_has_come_of_it():
    with tiny_site(body_seconds=1, body_rate=10) as site:
        connection = site.raw(POST)
        for _ in range(10):  # Two seconds for all of it, ten bytes at a time.
            time.sleep(0.2)
            connection.sendall(b"a" * 10)
        assert connection.recv(100).startswith(b"HTTP/1.1 200 ")


def test_bodies_in_memory_are_bounded_together():
    with tiny_site(all_bodies_bytes=150, body_seconds=10, discard_seconds=0.2) as site:
        first = site.raw(POST + b"a" * 99)
        time.sleep(0.3)
        second = everything(site.raw(POST + b"a" * 99))
        assert second.startswith(b"HTTP/1.1 503 ")
        assert b"retry-after: " in second
        first.sendall(b"a")
        assert first.recv(100).startswith(b"HTTP/1.1 200 ")
        assert site.ask("/read", method="POST", body=b"a" * 100)[0] == 200


def test_no_more_requests_wait_for_a_thread_than_may():
    with tiny_site(threads=1, waiting=1) as site:
        statuses: list[int] = []
        askers = [
            threading.Thread(target=lambda: statuses.append(site.ask("/sleep?1")[0]), daemon=True) for _ in range(2)
        ]
        for asker in askers:
            asker.start()
            time.sleep(0.2)
        status, headers, _ = site.ask("/sleep?0")
        assert (status, headers["retry-after"]) == (503, "5")
        assert site.ask("/loop")[0] == 200
        for asker in askers:
            asker.join()
        assert statuses == [200, 200]
        assert site.ask("/sleep?0")[0] == 200


def test_a_request_that_has_waited_too_long_is_told_so():
    with tiny_site(threads=1, waiting_seconds=0.5) as site:
        holder = site.raw(b"GET /sleep?2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        time.sleep(0.2)
        assert site.ask("/sleep?0")[0] == 503
        assert everything(holder).endswith(b"slept")
        assert site.ask("/sleep?0")[0] == 200


def test_whoever_leaves_while_waiting_takes_no_turn():
    with tiny_site(threads=1) as site:
        holder = site.raw(b"GET /sleep?1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        time.sleep(0.2)
        for _ in range(5):
            site.raw(b"GET /sleep?2 HTTP/1.1\r\nHost: a\r\n\r\n").close()
        everything(holder)
        begun = time.monotonic()
        assert site.ask("/sleep?0")[0] == 200
        assert time.monotonic() - begun < 2


def test_connections_beyond_the_bound_wait_for_one_to_be_closed():
    with tiny_site(connections=3, header_seconds=2) as site:
        idle = [site.raw(b"") for _ in range(6)]
        begun = time.monotonic()
        assert site.ask("/loop")[0] == 200
        assert time.monotonic() - begun > 1
        for each in idle:
            each.close()


@pytest.mark.parametrize("path", ["/whole", "/long"])
def test_a_reader_that_takes_nothing_is_cut_off(path):
    with tiny_site(answer_seconds=1, threads=1) as site:
        connection = site.raw(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode(), receive_buffer=4_096)
        time.sleep(4)
        with pytest.raises(ConnectionResetError):
            everything(connection)
        assert site.ask("/sleep?0")[0] == 200


def test_a_reader_that_is_only_slow_gets_everything():
    with tiny_site(answer_seconds=2, header_seconds=1) as site:
        connection = site.raw(b"GET /whole HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", receive_buffer=65_536)
        received = 0
        while chunk := connection.recv(131_072):
            received += len(chunk)
            time.sleep(0.05)
        assert received > 8 * 1_048_576
