"""Every address of the admin, asked by every role: what leads there opens, and what is not theirs stays shut."""

from collections import deque
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from editing.roles import ADMINISTRATORS, CORRESPONDENTS, EDITORS, WRITERS
from tests.editing.admin_forms import address
from tests.editing.test_publishing_rights import what_readers_see
from tests.editing.things import Things, an_account_of, some_of_everything

pytestmark = pytest.mark.django_db

ROLES = (WRITERS, EDITORS, CORRESPONDENTS, ADMINISTRATORS, "")
# What everybody with an account needs, and what says nothing of the content.
OPEN_TO_ALL_STAFF = {"index", "login", "logout", "password_change", "password_change_done", "jsi18n", "view_on_site"}
# The parts of the site that a role has to do with: it finds them on the front page of the admin.
FINDS = {
    WRITERS: {"entities", "citations", "comparisons"},
    EDITORS: {"entities", "citations", "comparisons"},
    CORRESPONDENTS: {"entities", "citations", "comparisons", "inquiries"},
    ADMINISTRATORS: {"entities", "citations", "comparisons", "inquiries", "auth"},
    "": set(),
}


@pytest.fixture
def things() -> Things:
    return some_of_everything()


class _Page(HTMLParser):
    """The links of a page and the addresses that its autocomplete fields ask."""

    def __init__(self) -> None:
        super().__init__()
        self.leads_to: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "a" and found.get("href"):
            self.leads_to.append(found["href"])
        if tag == "select" and "data-ajax--url" in found:
            asked = ("app-label", "model-name", "field-name")
            named = "&".join(f"{name.replace('-', '_')}={found[f'data-{name}']}" for name in asked)
            self.leads_to.append(f"{found['data-ajax--url']}?{named}")


def links_of(page: str, url: str) -> list[str]:
    reader = _Page()
    reader.feed(page)
    return [urljoin(url, link) for link in reader.leads_to]


def kind_of(url: str) -> tuple[str, tuple[str, ...]]:
    """Filters and orders of a list are many: one of each sort is followed."""
    split = urlsplit(url)
    names = [name for name, _ in parse_qsl(split.query)]
    if split.path.endswith("/autocomplete/"):
        return split.path, (split.query,)
    return split.path, tuple(sorted(names))


@pytest.mark.parametrize("role", ROLES)
def test_no_link_or_autocomplete_of_a_page_that_opens_is_shut(role: str, client: Client, things: Things) -> None:
    client.force_login(an_account_of(role))
    waiting, seen, shut, apps = deque(["/admin/"]), set(), [], set()
    while waiting:
        url = waiting.popleft()
        if kind_of(url) in seen or not url.startswith("/admin/") or "/logout" in url:
            continue
        seen.add(kind_of(url))
        answer = client.get(url)
        if answer.status_code not in (200, 301, 302):
            shut.append((url, answer.status_code))
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            # A filtered list leads where the whole one does, and to every other filter on top of it.
            waiting.extend([] if urlsplit(url).query else links_of(answer.text, url))
            apps.add(url.split("/")[2])
    assert shut == []
    assert apps & {"entities", "citations", "comparisons", "inquiries", "auth"} == FINDS[role]
    assert len(seen) >= (50 if role else 2)


def addresses() -> list[tuple[str, str]]:
    """Every named address of the admin with the arguments of something that is there: name and address."""
    found = []
    first = {model: thing for thing in some_of_everything().every() for model in [type(thing)]}
    for model, model_admin in admin.site._registry.items():
        thing = first.get(model) or model._default_manager.first()
        for pattern in _patterns(model_admin.urls):
            arguments = [thing.pk if thing else 1] if pattern.pattern.regex.groups else []
            found.append((pattern.name, reverse(f"admin:{pattern.name}", args=arguments)))
    for pattern in admin.site.get_urls():
        if isinstance(pattern, URLPattern) and pattern.name in {"autocomplete", "index"}:
            found.append((pattern.name, reverse(f"admin:{pattern.name}")))
    return found


def _patterns(patterns: list[URLPattern | URLResolver]) -> list[URLPattern]:
    return [pattern for pattern in patterns if isinstance(pattern, URLPattern) and pattern.name]


def test_every_address_is_shut_to_staff_without_a_role(client: Client) -> None:
    client.force_login(an_account_of(""))
    asked = addresses()
    before = what_readers_see()
    opened = []
    for name, url in asked:
        for answer in (client.get(url), client.post(url, {"post": "yes", "body": "x", "key": "x", "_save": "Save"})):
            if answer.status_code not in (403, 404, 405) and name not in OPEN_TO_ALL_STAFF:
                opened.append((name, answer.status_code, answer.headers.get("Location")))
    assert opened == [], opened
    assert len(asked) > 60
    assert what_readers_see() == before


@pytest.mark.parametrize("role", [WRITERS, EDITORS])
def test_what_strangers_wrote_is_for_correspondents(role: str, client: Client, things: Things) -> None:
    client.force_login(an_account_of(role))
    for model, message in things.messages.items():
        for url in (address(model, "changelist"), address(model, "change", message.pk)):
            assert client.get(url).status_code == 403, url
    inquiry = reverse("admin:inquiries_inquiry_changelist")
    for url in (f"{inquiry}export/", f"{inquiry}save-search/"):
        assert client.get(url).status_code in (403, 405)


@pytest.mark.parametrize("role", [WRITERS, EDITORS, CORRESPONDENTS])
def test_accounts_and_groups_are_for_administrators(role: str, client: Client, things: Things) -> None:
    account = an_account_of(role)
    client.force_login(account)
    for name in ("user", "group"):
        assert client.get(reverse(f"admin:auth_{name}_changelist")).status_code == 403
    url = reverse("admin:auth_user_change", args=[account.pk])
    assert client.post(url, {"username": account.username, "is_superuser": "on"}).status_code == 403
    account.refresh_from_db()
    assert not account.is_superuser
