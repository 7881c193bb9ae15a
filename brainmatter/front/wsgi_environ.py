"""The environment of a WSGI request (PEP 3333), from the scope of an ASGI request whose body has been read."""

import io
import sys
from collections.abc import Iterator
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from brainmatter.front.answers import Scope

_FILE_CHUNK_BYTES = 65_536
# Headers of the connection between client and server; the body that the application gets is whole.
_OF_THE_CONNECTION = {b"transfer-encoding", b"expect", b"connection", b"keep-alive", b"upgrade", b"te", b"trailer"}
_WITHOUT_PREFIX = {b"content-type": "CONTENT_TYPE"}


def wsgi_environ(scope: Scope, body: bytes) -> dict[str, Any]:
    """What the application is called with. Text in it is bytes read as Latin-1, as WSGI has it."""
    server, client = scope["server"], scope["client"]
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": "HTTP/1.0" if scope["http_version"] == "1" else f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]),
        "CONTENT_TYPE": "",
        "CONTENT_LENGTH": str(len(body)) if body else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.file_wrapper": FileChunks,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        # X_Forwarded_For would become the same variable as X-Forwarded-For, past the proxy that sets the latter.
        if b"_" in name or name == b"content-length" or name in _OF_THE_CONNECTION:
            continue
        if name == b"host" and not value:  # The server's own, where the client has sent none.
            continue
        key = _WITHOUT_PREFIX.get(name) or "HTTP_" + name.decode("latin-1").upper().replace("-", "_")
        text = value.decode("latin-1")
        if environ.get(key):
            environ[key] += ("; " if name == b"cookie" else ",") + text
        else:
            environ[key] = text
    return environ


class FileChunks:
    """A file as an answer streams it: in larger pieces than the application asks for, which would be slow."""

    def __init__(self, file: IO[bytes], block_size: int = 0) -> None:
        self._file = file

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self._file.read(_FILE_CHUNK_BYTES):
            yield chunk

    def close(self) -> None:
        """Close what the application has opened."""
        close = getattr(self._file, "close", None)
        if close is not None:
            close()
