"""What the server refuses before the application sees it carries what the site says with every answer."""

import http.client
from urllib.parse import urlsplit

import pytest

from brainmatter.response_headers import HEADERS
from tests.running_site import RunningSite


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/" + "a" * 9_000, {}, 414),
        ("/about", {"X-Long": "a" * 40_000}, 431),
        ("/contact", {"Content-Length": "3000000"}, 413),
    ],
)
def test_a_refusal_of_the_servers_own_has_the_headers_of_a_page(
    site: RunningSite, path: str, headers: dict[str, str], status: int
) -> None:
    connection = http.client.HTTPConnection(urlsplit(site.origin).netloc, timeout=20)
    connection.request("POST" if "Content-Length" in headers else "GET", path, headers=headers)
    answer = connection.getresponse()
    found = {name.lower(): value for name, value in answer.getheaders()}
    connection.close()
    assert answer.status == status
    assert {name.lower(): found.get(name.lower()) for name in HEADERS} == {
        name.lower(): value for name, value in HEADERS.items()
    }
    assert found["x-frame-options"] == "DENY"
    assert found["content-security-policy"].startswith("default-src 'none'")
