"""Requests and answers for the tests of the response cache, without a server and without Django."""

from datetime import UTC, date, datetime

from brainmatter.front.answers import Answer, Scope
from core.revisions import Revision

FIRST = Revision(1, "a")


def today() -> date:
    """Asked each time: a run of the tests may begin on one day and end on the next."""
    return datetime.now(UTC).date()


def a_request(
    path: str = "/page", query: str = "", *, method: str = "GET", scheme: str = "http", **headers: str
) -> Scope:
    """The scope of a request to the canonical host; headers by their names in Python ("accept_encoding")."""
    named = {"host": "site.example", **headers}
    return {
        "type": "http",
        "method": method,
        "scheme": scheme,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in named.items()],
    }


def an_answer(
    body: str = "text",
    *,
    revision: Revision | None = FIRST,
    day: date | None = None,
    status: int = 200,
    **headers: str,
) -> Answer:
    """As the application gives it; without a revision it is not to be kept."""
    named = {"content-type": "text/html; charset=utf-8", **headers}
    if revision is not None:
        named["x-kept-state"] = f"{revision.number} {revision.nonce} {(day or today()).isoformat()}"
    return Answer(
        status, tuple((name.replace("_", "-").encode(), value.encode()) for name, value in named.items()), body.encode()
    )


def header(answer: Answer, name: str) -> str | None:
    """The header's value; None if there is none."""
    return next((value.decode() for key, value in answer.headers if key == name.encode()), None)
