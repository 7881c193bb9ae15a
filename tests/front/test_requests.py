"""What the WSGI application is told of a request, and what never reaches it."""

import json
from collections.abc import Iterator

import pytest

from tests.front.tiny_site import TinySite, everything, tiny_site


@pytest.fixture(scope="module")
def site() -> Iterator[TinySite]:
    with tiny_site(body_bytes=1_000_000, header_bytes=20_000) as running:
        yield running


def environ(site: TinySite, request: bytes) -> dict[str, str]:
    answer = everything(site.raw(request))
    return json.loads(answer.partition(b"\r\n\r\n")[2])


def test_the_path_is_decoded_to_latin_1_and_the_query_left_alone(site):
    found = environ(site, b"GET /caf%C3%A9%2Fx+y?q=%C3%A9+1&q=2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert found["PATH_INFO"] == "/cafÃ©/x+y"
    assert found["SCRIPT_NAME"] == ""
    assert found["QUERY_STRING"] == "q=%C3%A9+1&q=2"
    assert found["SERVER_PROTOCOL"] == "HTTP/1.1"


def test_addresses_are_those_of_the_connection_whatever_a_header_says(site):
    found = environ(
        site, b"GET / HTTP/1.1\r\nHost: a.example\r\nX-Forwarded-For: 192.0.2.1\r\nConnection: close\r\n\r\n"
    )
    assert found["REMOTE_ADDR"] == "127.0.0.1"
    assert found["HTTP_X_FORWARDED_FOR"] == "192.0.2.1"
    assert found["HTTP_HOST"] == "a.example"
    assert found["SERVER_PORT"] == str(site.port)
    assert found["wsgi.url_scheme"] == "http"


def test_repeated_headers_are_joined_and_cookies_in_their_own_way(site):
    found = environ(
        site,
        b"GET / HTTP/1.1\r\nHost: a\r\nCookie: a=1\r\nX-Forwarded-For: 192.0.2.1\r\nCookie: b=2\r\n"
        b"X-Forwarded-For: 192.0.2.2\r\nConnection: close\r\n\r\n",
    )
    assert found["HTTP_COOKIE"] == "a=1; b=2"
    assert found["HTTP_X_FORWARDED_FOR"] == "192.0.2.1,192.0.2.2"


def test_a_header_with_an_underscore_cannot_pass_for_one_with_a_hyphen(site):
    found = environ(site, b"GET / HTTP/1.1\r\nHost: a\r\nX_Forwarded_Proto: https\r\nConnection: close\r\n\r\n")
    assert "HTTP_X_FORWARDED_PROTO" not in found


def test_http_1_0_without_a_host_is_served(site):
    found = environ(site, b"GET /old HTTP/1.0\r\n\r\n")
    assert "HTTP_HOST" not in found
    assert found["SERVER_PROTOCOL"] == "HTTP/1.0"


def test_a_chunked_body_arrives_whole_with_its_length(site):
    found = environ(
        site,
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Type: text/x\r\nConnection: close\r\n\r\n"
        b"3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n",
    )
    assert (found["body"], found["CONTENT_LENGTH"], found["CONTENT_TYPE"]) == ("abcdefg", "7", "text/x")
    assert "HTTP_TRANSFER_ENCODING" not in found


def test_a_client_that_asks_first_is_told_to_go_on(site):
    connection = site.raw(
        b"POST /read HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
    )
    assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
    connection.sendall(b"abc")
    assert everything(connection).endswith(b"\r\n\r\n3")


def test_a_client_that_asks_first_is_refused_before_it_sends_too_much(site):
    connection = site.raw(b"POST /read HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\nExpect: 100-continue\r\n\r\n")
    assert everything(connection).startswith(b"HTTP/1.1 413 ")


def test_head_has_the_headers_of_get_and_no_body(site):
    status, headers, body = site.ask("/whole", method="HEAD")
    assert (status, headers["content-length"], body) == (200, str(8 * 1_048_576), b"")
    assert site.ask("/pieces", method="HEAD")[2] == b""


def test_several_requests_use_one_connection(site):
    connection = site.connection()
    for _ in range(3):
        connection.request("POST", "/read", b"four")
        assert connection.getresponse().read() == b"4"
    connection.close()


def test_what_is_kept_is_answered_from_the_loop(site):
    assert site.ask("/loop")[2] == b"from the loop"
    status, headers, body = site.ask("/loop", method="HEAD")
    assert (status, headers["content-length"], body) == (200, "13", b"")


def test_what_is_to_be_kept_is_made_by_the_application(site):
    assert site.ask("/made")[2] == b"kept: 8388608"


@pytest.mark.parametrize(
    ("request_line", "headers", "status"),
    [
        (b"GET /" + b"a" * 9_000, b"", 414),
        (b"GET /?" + b"a" * 9_000, b"", 414),
        (b"GET /", b"X-Long: " + b"a" * 21_000 + b"\r\n", 431),
        (b"GET /", b"Host: b\r\n", 400),
        (b"POST /read", b"Content-Length: 1000001\r\n", 413),
    ],
)
def test_what_is_too_long_or_unclear_is_refused_with_our_headers(site, request_line, headers, status):
    answer = everything(site.raw(request_line + b" HTTP/1.1\r\nHost: a\r\n" + headers + b"\r\n"))
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert head.startswith(f"http/1.1 {status} ".encode())
    for name in (b"content-security-policy", b"x-content-type-options", b"x-frame-options", b"x-of-the-site"):
        assert b"\r\n" + name + b": " in head
    assert b"\r\nconnection: close" in head


def test_a_client_that_sends_far_too_much_still_reads_why_it_was_refused(site):
    assert site.ask("/read", method="POST", body=b"x" * 20_000_000)[0] == 413


def test_a_chunked_body_that_grows_too_long_is_refused(site):
    connection = site.connection()
    connection.request("POST", "/read", (b"x" * 100_000 for _ in range(11)), encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()


@pytest.mark.parametrize("path", ["/", "/loop", "/fail", "/pieces", "/read"])
def test_no_answer_names_any_software(site, path):
    _, headers, _ = site.ask(path, method="POST" if path == "/read" else "GET")
    assert headers["server"] == "web"


def test_an_application_that_fails_is_answered_for(site):
    status, headers, body = site.ask("/fail")
    assert status == 500
    assert "x-content-type-options" in headers
    assert b"ValueError" not in body


@pytest.mark.parametrize("nonsense", [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", b"GET\r\n\r\n"])
def test_what_is_not_http_is_turned_away_without_a_name(site, nonsense):
    # By the server itself, before there is a request: this answer alone carries no headers of ours.
    answer = everything(site.raw(nonsense))
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"server:" not in answer.lower()
