"""The whole site as it runs for readers: its own database, the real content, the production server, a real browser.

Tests in `tests/contract` and `tests/browser` know nothing of Django: they see addresses, pages and the database.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from tests.free_ports import free_port
from tests.static_files import collected_static_files
from tests.template_databases import content_template, copy_of, manage

ROOT = Path(__file__).resolve().parent.parent
EDITOR, PASSWORD = "editor", "correct horse battery staple"
_CREATE_EDITOR = ("createsuperuser", "--noinput", "--username", EDITOR, "--email", "editor@site.invalid")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUIET_BROWSER = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
_SECONDS_TO_START = 60


@dataclass(frozen=True)
class RunningSite:
    """A site that answers at ``origin`` and writes to ``log``; ``query`` looks into its database."""

    origin: str
    database_url: str
    environment: dict[str, str]
    log: Path

    def query(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.database_url) as connection:
            return connection.execute(sql, parameters).fetchall()

    def manage(self, *arguments: str) -> str:
        """The output of a management command; CalledProcessError if it fails."""
        return manage(*arguments, **self.environment)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[RunningSite]:
    """The site with the content of `content/` and one editor, in a database that is dropped afterwards."""
    yield from site_of_its_own(f"{worker_id}_site", tmp_path_factory.mktemp("site"))


def site_of_its_own(name: str, folder: Path) -> Iterator[RunningSite]:
    """Such a site, for tests that change so much of it that others could not use it any more."""
    database = f"{os.environ.get('TEST_DATABASE_NAME', 'test_brainmatter')}_{name}"
    with (
        content_template(_CREATE_EDITOR, DJANGO_SUPERUSER_PASSWORD=PASSWORD) as template,
        copy_of(template, database) as address,
    ):
        yield from _served(address, folder)


def _served(database_url: str, folder: Path) -> Iterator[RunningSite]:
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "CANONICAL_ORIGIN": origin,
        "PORT": str(port),
        "STATIC_ROOT": str(collected_static_files()),
        "STATIC_FROM_SOURCE": "false",
    }
    running = RunningSite(origin, database_url, environment, folder / "server.log")
    with running.log.open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "brainmatter.server"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(port, server, running.log)
            yield running
        finally:
            server.terminate()
            server.wait(timeout=15)


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"The site did not start:\n{log.read_text()}")


def browser_path() -> str | None:
    """The system's Chromium or Chrome; None leaves the choice to Playwright's own."""
    return next((path for name in _BROWSERS if (path := shutil.which(name))), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium. Without one, tests that need it are skipped loudly, and fail where CI is true.

    It goes with the module: while it is there, an event loop runs, and Django refuses to ask the
    database beside one.
    """
    with sync_playwright() as playwright:
        try:
            # Chromium's own sandbox cannot be had by root, which is what a container's user often is.
            launched = playwright.chromium.launch(
                executable_path=browser_path(), args=_QUIET_BROWSER, chromium_sandbox=os.geteuid() != 0
            )
        except Exception as error:
            message = (
                f"NO BROWSER: install Chromium, or run `playwright install chromium`. {str(error).splitlines()[0]}"
            )
            if os.environ.get("CI") == "true":
                pytest.fail(message)
            pytest.skip(message)
        yield launched
        launched.close()


class Troubles(list[str]):
    """What the browser complained of: console errors and warnings, CSP violations, exceptions, failed requests."""


def watched(context: BrowserContext, origin: str) -> tuple[Page, Troubles]:
    """A page, and the list that fills with its troubles. Requests to anywhere but the site are troubles too."""
    page, troubles = context.new_page(), Troubles()
    page.on("console", lambda message: troubles.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    # A page that is left before its icon has come has not failed to load it.
    page.on("requestfailed", lambda request: _aborted(request) or troubles.append(f"failed: {request.url}"))
    page.on(
        "request",
        lambda request: troubles.append(f"elsewhere: {request.url}") if _elsewhere(request.url, origin) else None,
    )
    return page, troubles


def _aborted(request: Request) -> bool:
    return request.failure == "net::ERR_ABORTED"


def _elsewhere(url: str, origin: str) -> bool:
    return url.startswith("http") and not url.startswith(f"{origin}/")


@pytest.fixture
def page(browser: Browser, site: RunningSite) -> Iterator[Page]:
    """A desktop page on the running site; the test fails if the browser complained of anything."""
    context = browser.new_context(base_url=site.origin, viewport={"width": 1440, "height": 900})
    watched_page, troubles = watched(context, site.origin)
    yield watched_page
    context.close()
    assert troubles == []
