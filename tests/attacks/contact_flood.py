"""Floods of the contact form, and what people who write at the same time get. Run it from the project's folder:

    .venv/bin/python -m tests.attacks.contact_flood

It starts the site as `make demo` serves it, in a folder of its own that is deleted afterwards, sends each flood and
prints its figures: how many posts were accepted, in which folders they are, how long it took, and what honest senders
got who wrote afterwards. The exit code is 1 if one of them was refused.
"""

import html
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.brainmatter.demonstrating import demonstration, outside_environment, working_folder
from tests.free_ports import free_port

_AT_ONCE = 8
# A form that was sent sooner was hardly filled in by a person.
_TYPING = 2.5
_STORED = """
import json
from inquiries.models import Inquiry
print(json.dumps(list(Inquiry.objects.values_list("name", "state"))))
"""
_FORGET = "from inquiries.models import *; Inquiry.objects.all().delete(); RateBucket.objects.all().delete()"


class Answer(NamedTuple):
    status: int
    address: str
    seconds: float

    @property
    def is_stored(self) -> bool:
        return self.status == 200 and "/contact/received/" in self.address


class Flood(NamedTuple):
    """``network`` gives the address that post number n comes from, ``fields`` what it changes in an honest form."""

    name: str
    posts: int
    network: Callable[[int], str]
    fields: Callable[[int], dict[str, str]]
    reuses_stamp: bool = False
    # Somebody who has done nothing but live in the network that the flood comes from.
    neighbour: str = "2001:db8:1:ffff::1"


def _one_48(number: int) -> str:
    return f"2001:db8:1:{number:x}::1"


FLOODS = [
    Flood(
        "200 posts, 200 networks of one /48, one stamp, the hidden field filled in",
        200,
        _one_48,
        lambda number: {"website": "https://x.example"},
        reuses_stamp=True,
    ),
    Flood("the same, each with a stamp of its own", 200, _one_48, lambda number: {"website": "https://x.example"}),
    Flood("200 posts from one /48 that look like people's", 200, _one_48, lambda number: {}),
    Flood(
        "300 posts from 300 networks of /48 that look like people's", 300, lambda n: f"2001:db8:{n + 16:x}::1",
        lambda number: {}, neighbour="2001:db8:20:ffff::1",
    ),
    Flood(
        "200 posts from 200 addresses of one IPv4 /24 that look like people's", 200, lambda n: f"203.0.113.{n + 1}",
        lambda number: {}, neighbour="203.0.113.250",
    ),
]  # fmt: skip


class Site(NamedTuple):
    """The running site: its address, and the folder that it runs in."""

    origin: str
    folder: Path

    def ask(self, address: str, fields: dict[str, str] | None = None, *, network: str = "192.0.2.1") -> Answer:
        return self._ask(address, fields, network)[0]

    def new_form(self) -> dict[str, str]:
        page = self._ask("/contact", None, "192.0.2.1")[1]
        stamp = re.search(r'name="stamp" value="([^"]+)"', page)
        assert stamp is not None, page
        return {"stamp": html.unescape(stamp[1])}

    def _ask(self, address: str, fields: dict[str, str] | None, network: str) -> tuple[Answer, str]:
        data = urllib.parse.urlencode(fields).encode() if fields else None
        # The site trusts one proxy, which this is.
        request = urllib.request.Request(
            f"{self.origin}{address}", data=data, headers={"X-Forwarded-For": network}, method="POST" if data else "GET"
        )
        begun = time.monotonic()
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                page = response.read().decode()
                return Answer(response.status, response.url, time.monotonic() - begun), page
        except urllib.error.HTTPError as error:
            page = error.read().decode()
            return Answer(error.code, error.url, time.monotonic() - begun), page

    def shell(self, code: str) -> str:
        done = subprocess.run(
            [self.folder / "bin" / "manage", "shell", "--no-imports", "-c", code],
            env=outside_environment(),
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def stored(self) -> dict[str, str]:
        """In which folder the message of each sender is, by name."""
        return dict(json.loads(self.shell(_STORED).splitlines()[-1]))


def message(name: str) -> dict[str, str]:
    return {
        "website": "",
        "kind": "acquisition",
        "name": name,
        "email": f"{name.replace(' ', '.').lower()}@example.org",
        "message": f"We would like to talk about the domain. Yours, {name}.",
        "consent": "on",
    }


def run(site: Site, flood: Flood) -> bool:
    """Send the flood and print its figures; False when an honest sender was refused."""
    site.shell(_FORGET)
    honest = {network: site.new_form() for network in ("2001:db8:ffff::1", "198.51.100.7", flood.neighbour)}
    forms = [site.new_form()] * flood.posts if flood.reuses_stamp else [site.new_form() for _ in range(flood.posts)]
    time.sleep(_TYPING)

    def send(number: int) -> Answer:
        fields = message(f"Sender {number}") | forms[number] | flood.fields(number)
        return site.ask("/contact", fields, network=flood.network(number))

    begun = time.monotonic()
    with ThreadPoolExecutor(_AT_ONCE) as senders:
        answers = list(senders.map(send, range(flood.posts)))
    seconds = time.monotonic() - begun
    answered = {}
    for network, form in honest.items():
        answered[network] = site.ask("/contact", message(_honest(network)) | form, network=network)
    stored = site.stored()

    print(f"\n{flood.name}")
    statuses = ", ".join(f"{count} x {status}" for status, count in sorted(Counter(a.status for a in answers).items()))
    print(f"  {sum(a.is_stored for a in answers)} accepted ({statuses}) in {seconds:.1f} s, "
          f"the slowest answer after {max(a.seconds for a in answers):.2f} s")  # fmt: skip
    folders = Counter(folder for name, folder in stored.items() if name.startswith("Sender"))
    print(f"  stored: {', '.join(f'{count} {folder}' for folder, count in folders.items()) or 'none'}")
    for network, answer in answered.items():
        where = "in the flood's network" if network == flood.neighbour else "elsewhere"
        print(f"  honest sender {where} ({network}): {answer.status} after {answer.seconds:.2f} s, "
              f"stored: {stored.get(_honest(network), 'nowhere')}")  # fmt: skip
    return all(answer.is_stored for answer in answered.values())


def _honest(network: str) -> str:
    return f"Honest at {network.replace(':', '-')}"


def main() -> int:
    os.environ["TRUSTED_PROXIES"] = "1"
    with tempfile.TemporaryDirectory() as temporary:
        folder, port = working_folder(Path(temporary)), free_port()
        with demonstration(folder, port):
            site = Site(f"http://127.0.0.1:{port}", folder)
            results = [run(site, flood) for flood in FLOODS]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
