"""Every number that bounds the front, in one place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What one worker process takes on at most. Bytes, seconds, bytes a second, or a count."""

    # Threads that run the WSGI application, each with what it keeps, as a connection to the database.
    threads: int = 4
    # Requests that may wait for one of them, and for how long; what comes on top is answered 503.
    waiting: int = 500
    waiting_seconds: float = 20
    # Open connections; further ones wait in the kernel until another is closed.
    connections: int = 2_000
    # From the opening of a connection, or the end of the last answer, to the end of the next request's head.
    header_seconds: float = 10
    header_bytes: int = 32_768
    address_bytes: int = 8_192
    # One body, and all bodies that are in memory at once.
    body_bytes: int = 2_621_440
    all_bodies_bytes: int = 64 * 1_048_576
    # A body may take so long, and longer by what has come of it at the slowest rate that is waited for.
    body_seconds: float = 20
    body_rate: int = 4_000
    # What is still read of a body that was refused.
    discard_seconds: float = 2
    discard_bytes: int = 64 * 1_048_576
    # An answer may take so long, and longer by what has been read of it: a slower reader is cut off.
    answer_seconds: float = 30
    answer_rate: int = 1_000
    # What a streamed answer may be ahead of its reader, and how long its thread then waits at most.
    stream_bytes: int = 1_048_576
    stream_seconds: float = 30
    # How long requests under way may take to end when the server is asked to stop.
    stop_seconds: float = 5
