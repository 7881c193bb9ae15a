"""Ports for the servers that tests start."""

import secrets
import socket
from pathlib import Path

_LOWEST, _USUAL_END = 20_000, 32_768
_RANGE_OF_CONNECTIONS = Path("/proc/sys/net/ipv4/ip_local_port_range")


def free_port() -> int:
    """A port that nobody listens on, drawn from below those that the system gives to outgoing connections.

    One of those could be taken by a connection, of the browser or of another run of the tests, before the server that
    it is meant for has started.
    """
    while True:
        port = _LOWEST + secrets.randbelow(_end() - _LOWEST)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def _end() -> int:
    try:
        start = int(_RANGE_OF_CONNECTIONS.read_text().split()[0])
    except OSError:
        return _USUAL_END
    return start if start > _LOWEST + 1_000 else _USUAL_END
