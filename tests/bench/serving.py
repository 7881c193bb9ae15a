"""How fast the served site answers, as shares of Django's hello-world on gunicorn in the same run."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench.load import Measured, Target, measure_in_turn
from tests.freshness.asking import Answer, ask

_ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    "comparison": "/comparisons/concept/neurons-vs-parameters",
    "entity": "/entities/human-brain",
    "dimension": "/dimensions/power",
    "claim": "/claims/human-brain-power",
    "bibliography": "/citations",
    "home": "/",
}
_BROTLI = ("Accept-Encoding", "br")
HELLO = "hello-world on gunicorn 2 x 4"
CONSTANT = "constant from the front"
_REVISION_EACH_TIME = "comparison, revision asked each time"
_FILE = "the same bytes as a file from nginx"
_BY_NGINX = "comparison, kept by nginx"
# The targets, in times of the reference or in milliseconds.
_LEAST_HELLOS, _LEAST_HELLOS_ASKING, _LEAST_CONSTANT, _LEAST_NGINX = 3, 0.8, 0.6, 0.9
_MOST_P99_FEW, _MOST_P99_MANY = 10, 60


def measure(environment: dict[str, str], *, rounds: int) -> list[str]:
    """The table, line by line. ``environment`` is the site's, with its database in it."""
    with ExitStack() as running, tempfile.TemporaryDirectory() as folder:
        site = running.enter_context(_site(environment))
        careful = running.enter_context(_site({**environment, "REVISION_CHECK_SECONDS": "0"}))
        kept = {name: _kept(site, page) for name, page in PAGES.items()}
        _kept(careful, PAGES["comparison"])
        size = len(kept["comparison"].body)
        hello = running.enter_context(_reference("hello"))
        front = running.enter_context(_reference("front-hello"))
        constant = running.enter_context(_reference("constant", size))
        targets = [
            Target(HELLO, hello),
            Target("hello-world through the front", front),
            Target(CONSTANT, constant),
            *(Target(f"{name}, kept", f"{site}{page}", (_BROTLI,)) for name, page in PAGES.items()),
            *(
                Target(f"{name}, 304", f"{site}{page}", (_BROTLI, ("If-None-Match", kept[name].headers["etag"])))
                for name, page in PAGES.items()
            ),
            Target(_REVISION_EACH_TIME, f"{careful}{PAGES['comparison']}", (_BROTLI,)),
        ]
        if shutil.which("nginx"):
            nginx = running.enter_context(_nginx(Path(folder), kept["comparison"].body, site))
            targets += [
                Target(_FILE, f"{nginx}/file"),
                Target(_BY_NGINX, f"{nginx}{PAGES['comparison']}", (_BROTLI,)),
            ]
        few = measure_in_turn(targets, connections=16, rounds=rounds)
        many = measure_in_turn(targets, connections=256, rounds=rounds)
    return list(_table(few, many))


def _table(few: dict[str, Measured], many: dict[str, Measured]) -> Iterator[str]:
    reference, constant = few[HELLO].rate, few[CONSTANT].rate
    yield f"{'':44}{'16 connections':>42}{'256 connections':>36}"
    yield (
        f"{'':44}{'req/s':>8}{'x hello':>9}{'x const.':>9}{'p50 ms':>8}{'p99 ms':>8}"
        f"{'req/s':>10}{'x hello':>9}{'p50 ms':>8}{'p99 ms':>9}{'errors':>8}"
    )
    for name, one in few.items():
        other, missed = many[name], list(_missed(name, few, many))
        yield (
            f"{name:44}{one.rate:8,.0f}{one.rate / reference:9.2f}{one.rate / constant:9.2f}"
            f"{one.p50:8.1f}{one.p99:8.1f}"
            f"{other.rate:10,.0f}{other.rate / many[HELLO].rate:9.2f}{other.p50:8.1f}{other.p99:9.1f}"
            f"{one.errors + other.errors:8}{'  ' if missed else ''}{', '.join(missed)}"
        )
    yield (
        f"Missed targets stand at the end of a line. Pages, kept and 304: {_LEAST_HELLOS} x hello, {_LEAST_CONSTANT} x "
        f"constant, p99 {_MOST_P99_FEW} ms at 16 and {_MOST_P99_MANY} ms at 256; revision asked each time: "
        f"{_LEAST_HELLOS_ASKING} x hello; kept by nginx: {_LEAST_NGINX} x the file."
    )


def _missed(name: str, few: dict[str, Measured], many: dict[str, Measured]) -> Iterator[str]:
    """Which targets this line does not reach."""
    one, other, hello = few[name], many[name], few[HELLO].rate
    if name == _REVISION_EACH_TIME and one.rate < _LEAST_HELLOS_ASKING * hello:
        yield "x hello"
    if name == _BY_NGINX and one.rate < _LEAST_NGINX * few[_FILE].rate:
        yield "x file"
    if name.rpartition(", ")[0] in PAGES and name != _REVISION_EACH_TIME and name != _BY_NGINX:
        if one.rate < _LEAST_HELLOS * hello:
            yield "x hello"
        if name.endswith("kept") and one.rate < _LEAST_CONSTANT * few[CONSTANT].rate:
            yield "x const."
        if one.p99 > _MOST_P99_FEW:
            yield "p99 at 16"
        if other.p99 > _MOST_P99_MANY:
            yield "p99 at 256"


def _kept(origin: str, page: str) -> Answer:
    answer = ask(origin, page, accept_encoding="br")
    for _ in range(20):
        answer = ask(origin, page, accept_encoding="br")
    if answer.status != 200 or "s-maxage" not in answer.headers.get("cache-control", ""):
        raise SystemExit(f"{page} is not kept: {answer.status} {dict(answer.headers)}")
    return answer


@contextmanager
def _site(environment: dict[str, str]) -> Iterator[str]:
    port = _free_port()
    origin = f"http://127.0.0.1:{port}"
    with _running(
        [sys.executable, "-m", "brainmatter.server"],
        port,
        {**environment, "CANONICAL_ORIGIN": origin, "PORT": str(port)},
    ):
        yield origin


@contextmanager
def _reference(kind: str, size: int = 0) -> Iterator[str]:
    port = _free_port()
    command = [sys.executable, "-m", "tests.bench.servers", kind, str(port), str(size)]
    with _running(command, port, dict(os.environ)):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def _nginx(folder: Path, body: bytes, site: str) -> Iterator[str]:
    """Debian's nginx: the same bytes as a file, and as a cache of one second before the site."""
    port = _free_port()
    (folder / "file").write_bytes(body)
    # Its workers are another user, who must be let into the folder.
    folder.chmod(0o755)
    (folder / "nginx.conf").write_text(f"""
        worker_processes 2; daemon off; pid {folder}/pid; error_log {folder}/error.log;
        events {{ worker_connections 1024; }}
        http {{
            access_log off;
            client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
            uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
            proxy_cache_path {folder}/cache keys_zone=pages:4m;
            server {{
                listen 127.0.0.1:{port};
                location /file {{ root {folder}; }}
                location / {{
                    proxy_pass {site};
                    proxy_set_header Host {site.removeprefix("http://")};
                    proxy_http_version 1.1; proxy_set_header Connection "";
                    proxy_cache pages; proxy_cache_lock on; proxy_cache_use_stale updating;
                }}
            }}
        }}
    """)
    with _running(["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)], port, dict(os.environ)):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    with subprocess.Popen(command, cwd=_ROOT, env=environment) as server:
        try:
            deadline = time.monotonic() + 60
            while not _listens(port):
                if server.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"{command} did not start.")
                time.sleep(0.1)
            yield
        finally:
            server.terminate()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
