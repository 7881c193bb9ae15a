"""Plain requests over sockets of their own, so that each may meet another worker process."""

import gzip
import http.client
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

import brotli


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        encoding = self.headers.get("content-encoding", "")
        unpacked = {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding, bytes)(self.body)
        return unpacked.decode()


def ask(origin: str, path: str, *, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
    """Over a connection of its own; headers by their names in Python ("if_none_match")."""
    connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=20)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    finally:
        connection.close()
