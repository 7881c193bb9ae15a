"""The shipped nginx configuration, in front of a small application."""

import json
import re
import socket
import ssl
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPSConnection

import pytest

from brainmatter.front.limits import Limits
from tests.front.proxy import CONFIGURATION, HOST, Proxy, proxy_before
from tests.front.tiny_site import TinySite, tiny_site

SOMEBODY_ELSE = ("127.0.0.2", 0)


@pytest.fixture(scope="module")
def site() -> Iterator[TinySite]:
    with tiny_site(threads=1) as running:
        yield running


@pytest.fixture(scope="module")
def proxy(site: TinySite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    with proxy_before(site.port, tmp_path_factory.mktemp("nginx")) as running:
        yield running


def trusting() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def ask(proxy: Proxy, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str):
    connection = HTTPSConnection(HOST, proxy.tls, timeout=10, context=trusting(), source_address=SOMEBODY_ELSE)
    try:
        named = {name.replace("__", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Host": "brainmatter.example", **named})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def held_open(proxy: Proxy, data: bytes) -> ssl.SSLSocket:
    connection = trusting().wrap_socket(socket.create_connection((HOST, proxy.tls), timeout=10))
    connection.sendall(data)
    return connection


def test_what_the_site_is_told_of_the_client_cannot_be_forged(proxy):
    status, _, body = ask(
        proxy, "/caf%C3%A9?a=%20b", X__Forwarded__Proto="http", X__Forwarded__For="192.0.2.1", X_Real="no"
    )
    found = json.loads(body)
    assert status == 200
    assert found["HTTP_X_FORWARDED_PROTO"] == "https"
    assert found["HTTP_X_FORWARDED_FOR"].split(",")[-1].strip() == SOMEBODY_ELSE[0]
    assert found["HTTP_HOST"] == "brainmatter.example"
    assert (found["PATH_INFO"], found["QUERY_STRING"]) == ("/cafÃ©", "a=%20b")
    assert "HTTP_X_REAL" not in found


def test_no_version_is_told(proxy):
    assert ask(proxy, "/")[1]["server"] == "nginx"


def test_without_tls_everything_is_sent_to_where_there_is_some(proxy):
    connection = HTTPConnection(HOST, proxy.plain, timeout=10)
    connection.request("GET", "/about?a=1", headers={"Host": "brainmatter.example"})
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("Location")) == (301, "https://brainmatter.example/about?a=1")
    connection.close()


def test_streamed_and_long_answers_are_whole(proxy):
    assert ask(proxy, "/pieces")[2] == b"one two three"
    assert len(ask(proxy, "/long")[2]) == 64 * 1_048_576


def test_a_body_that_is_too_long_is_refused(proxy):
    assert ask(proxy, "/read", method="POST", body=b"x" * Limits.body_bytes)[2] == str(Limits.body_bytes).encode()
    assert ask(proxy, "/read", method="POST", body=b"x" * (Limits.body_bytes + 1))[0] == 413


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\nHost: brainmatter.example\r\nX-Slow: ",
        b"POST /read HTTP/1.1\r\nHost: brainmatter.example\r\nContent-Length: 1000\r\n\r\na",
    ],
)
def test_the_only_thread_of_the_site_is_free_beside_a_hundred_slow_clients(proxy, sent):
    slow = [held_open(proxy, sent) for _ in range(100)]
    try:
        begun = time.monotonic()
        assert ask(proxy, "/")[0] == 200
        assert time.monotonic() - begun < 4
    finally:
        for each in slow:
            each.close()


def test_one_address_cannot_open_more_than_a_hundred_connections(proxy):
    slow = b"POST /read HTTP/1.1\r\nHost: brainmatter.example\r\nContent-Length: 1000\r\n\r\na"
    held = [held_open(proxy, slow) for _ in range(101)]
    try:
        assert b" 429 " in held[-1].recv(100)
        assert ask(proxy, "/")[0] == 200
    finally:
        for each in held:
            each.close()


def test_nginx_gives_up_idle_connections_to_the_site_before_the_site_does():
    found = re.search(r"keepalive_timeout (\d+)s;\n    }", CONFIGURATION.read_text())
    assert found is not None
    assert int(found[1]) < Limits.header_seconds


def test_a_message_sent_down_a_connection_that_was_idle_for_long_arrives(proxy):
    assert ask(proxy, "/read", method="POST", body=b"one")[2] == b"3"
    time.sleep(Limits.header_seconds - 1.5)
    assert ask(proxy, "/read", method="POST", body=b"four")[2] == b"4"
