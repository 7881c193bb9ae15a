"""Debian's nginx with the configuration that is shipped, but for its addresses, its files and its certificate."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.free_ports import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
CONFIGURATION = ROOT / "deploy" / "nginx.conf"
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Proxy:
    """Where it listens."""

    plain: int
    tls: int


def _program(name: str) -> str:
    """Where the program is; without it the test is skipped loudly, and fails where CI is true."""
    path = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if path is None:
        message = f"NO {name.upper()}: install it (Debian: apt install nginx openssl)."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return path


@contextmanager
def proxy_before(port: int, folder: Path) -> Iterator[Proxy]:
    """nginx before the site at this port, while the block runs."""
    nginx, openssl = _program("nginx"), _program("openssl")
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "1", "-subj", "/CN=brainmatter.example",
         "-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    proxy = Proxy(free_port(), free_port())
    configuration = folder / "nginx.conf"
    configuration.write_text(_adapted(CONFIGURATION.read_text(), proxy, port, folder))
    command = [nginx, "-c", str(configuration), "-e", str(folder / "start.log")]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert tested.returncode == 0, tested.stderr
    process = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        _wait_for(proxy.tls, process)
        yield proxy
    finally:
        process.terminate()
        process.wait(10)


def _adapted(text: str, proxy: Proxy, port: int, folder: Path) -> str:
    lines = [line for line in text.splitlines() if "listen [::]" not in line]
    text = "\n".join(lines)
    for shipped, here in {
        "listen 80;": f"listen {HOST}:{proxy.plain};",
        "listen 443 ssl": f"listen {HOST}:{proxy.tls} ssl",
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{port};",
        "/etc/ssl/certs/brainmatter.pem": str(folder / "certificate.pem"),
        "/etc/ssl/private/brainmatter.key": str(folder / "key.pem"),
        "/run/nginx.pid": str(folder / "nginx.pid"),
        "/var/log/nginx/": f"{folder}/",
        "http {\n": "http {\n" + "".join(
            f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        ),
    }.items():  # fmt: skip
        assert shipped in text
        text = text.replace(shipped, here)
    # Else its workers would be somebody who may not enter the folder of the tests.
    return f"user root;\n{text}" if os.geteuid() == 0 else text


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        assert process.poll() is None, "nginx ended."
        time.sleep(0.05)
    raise AssertionError("nginx did not listen.")
