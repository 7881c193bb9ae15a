"""What every answer says to browsers and caches, whoever made it."""

import json
import os
import subprocess
import sys

import pytest
from django.test import Client

from brainmatter.local.site import ROOT
from tests.factories import a_citation, a_published_comparison, a_source, a_strength, an_entity

WANTED = {
    *("content-security-policy", "x-content-type-options", "referrer-policy", "x-frame-options"),
    *("cross-origin-opener-policy", "cross-origin-resource-policy", "permissions-policy"),
}
ASKING = """
import json, sys
import django
django.setup()
from django.test import Client
answers = []
for path, headers, secure in json.loads(sys.argv[1]):
    response = Client(raise_request_exception=False).get(path, headers=headers, secure=secure)
    cookies = {name: dict(morsel) for name, morsel in response.cookies.items()}
    headers = {name.lower(): value for name, value in response.headers.items()}
    answers.append({"status": response.status_code, "headers": headers, "cookies": cookies})
print(json.dumps(answers))
"""


def asked(*requests: tuple[str, dict[str, str], bool], **environment: str) -> list[dict]:
    """What a fresh process with these settings answers to requests for (path, with headers, by TLS)."""
    done = subprocess.run(
        [sys.executable, "-c", ASKING, json.dumps(requests)],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "brainmatter.settings", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return list(json.loads(done.stdout))


def test_pages_files_redirects_and_refusals_all_carry_the_headers():
    https = {"CANONICAL_ORIGIN": "https://site.example"}
    answers = asked(
        ("/about", {"Host": "site.example"}, True),
        ("/about/", {"Host": "site.example"}, True),
        ("/static/img/mark.svg", {"Host": "site.example"}, True),
        ("/nothing-here", {"Host": "site.example"}, True),
        ("/about", {"Host": "evil.example"}, True),
        # Refused by the redirect to TLS, before anything else has looked at it.
        ("/about", {"Host": "evil.example"}, False),
        **https,
    )
    assert [answer["status"] for answer in answers] == [200, 301, 200, 404, 400, 400]
    for answer in answers:
        assert WANTED - set(answer["headers"]) == set(), answer["status"]
        assert "camera=()" in answer["headers"]["permissions-policy"]
        assert answer["headers"]["cross-origin-resource-policy"] == "same-origin"
        assert "server" not in answer["headers"]


@pytest.mark.parametrize("origin", ["https://site.example", "http://localhost:8000"])
def test_health_is_told_under_any_name_and_without_tls(origin: str):
    hosts = ["10.0.0.7:8000", "web", "anything.example", "a b", ""]
    asking = [(path, {"Host": host}, False) for host in hosts for path in ("/healthz", "/readyz")]
    for (path, headers, _), answer in zip(asking, asked(*asking, CANONICAL_ORIGIN=origin), strict=True):
        # The database here need not be one that is ready; what counts is that the question is answered.
        assert answer["status"] in ({200} if path == "/healthz" else {200, 503}), headers
        assert answer["headers"]["content-type"] == ("text/plain" if path == "/healthz" else "application/json")


def test_cookies_are_bound_to_the_host_where_there_is_tls():
    (https,) = asked(("/admin/login/", {"Host": "site.example"}, True), CANONICAL_ORIGIN="https://site.example")
    (plain,) = asked(("/admin/login/", {"Host": "localhost"}, False), CANONICAL_ORIGIN="http://localhost")
    cookie = https["cookies"]["__Host-csrftoken"]
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
    # A browser takes such a name by TLS only; the demonstration has none.
    assert list(plain["cookies"]) == ["csrftoken"]


@pytest.mark.django_db
def test_every_page_of_content_may_be_kept_but_is_asked_for_again(client: Client):
    entity = an_entity(slug="thing")
    comparison = a_published_comparison(sides=[entity, an_entity()])
    a_citation(claim=a_strength(entity=entity, public_id="thing-good"), source=a_source(key="work"))
    pages = ["/", "/about", "/entities", "/entities/thing", "/dimensions", "/claims/thing-good", "/citations"]
    pages += ["/citations/work", "/citations/work.bib", "/comparisons", comparison.get_absolute_url()]
    pages += ["/ai-content-disclosure", "/sitemap.xml", "/robots.txt"]
    for page in pages:
        first = client.get(page)
        assert (first.status_code, first["Cache-Control"]) == (200, "public, no-cache"), page
        again = client.get(page, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b""), page
        assert again["ETag"] == first["ETag"]


@pytest.mark.django_db
def test_a_list_that_has_changed_is_sent_anew(client: Client):
    first = client.get("/entities")
    an_entity(name="Newcomer")
    assert "Newcomer" in client.get("/entities", headers={"If-None-Match": first["ETag"]}).text
