"""The references: python -m tests.bench.servers hello|front-hello|constant PORT [BYTES].


hello: Django's hello-world with its default middleware, on gunicorn with two workers of four threads. front-hello: the
same through our front. constant: an answer of so many bytes from the front's event loop, with the headers of a page.
"""

import os
import sys
from collections.abc import Awaitable, Callable, Mapping

from brainmatter.front.answers import Answer, Scope
from brainmatter.front.application import Front
from brainmatter.front.limits import Limits
from brainmatter.front.serving import serve


def hello_application():  # type: ignore[no-untyped-def]
    """Django as `startproject` sets it up, with one view that says hello."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpResponse
    from django.urls import path

    apps = ("sessions", "auth", "contenttypes", "messages")
    middleware = (
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    )
    settings.configure(
        SECRET_KEY="for-measuring-only",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=type("Addresses", (), {"urlpatterns": [path("", lambda request: HttpResponse("Hello, world"))]}),
        INSTALLED_APPS=[f"django.contrib.{name}" for name in apps],
        MIDDLEWARE=list(middleware),
    )
    return get_wsgi_application()


class Constant:
    """A cache that has one answer for everything."""

    to_keep: Mapping[str, object] = {}

    def __init__(self, size: int) -> None:
        names = ("content-type", "content-security-policy", "x-frame-options", "referrer-policy", "vary", "etag")
        headers = [(name.encode(), b"as long as a usual header") for name in names]
        self._answer = Answer(200, (*headers, (b"content-length", str(size).encode())), b"x" * size)

    def wish(self, scope: Scope) -> str:
        return str(scope["path"])

    def at_once(self, wish: str) -> Answer:
        return self._answer

    async def answer(self, scope: Scope, wish: str, make: Callable[[Scope], Awaitable[Answer | None]]) -> Answer | None:
        return self._answer

    def wrote(self) -> None:
        """Nothing changes."""

    def stop(self) -> None:
        """Nothing to end."""


def main(kind: str, port: int, size: int) -> None:
    """Serve until ended."""
    if kind == "hello":
        from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

        class Gunicorn(BaseApplication):  # type: ignore[misc]
            def load_config(self) -> None:
                options = {"bind": f"127.0.0.1:{port}", "workers": 2, "threads": 4, "worker_class": "gthread"}
                for name, value in {**options, "keepalive": 75, "loglevel": "error"}.items():
                    self.cfg.set(name, value)

            def load(self):  # type: ignore[no-untyped-def]
                return hello_application()

        Gunicorn().run()
    else:
        limits = Limits()
        cache = Constant(size) if kind == "constant" else None
        serve(
            lambda bound: Front(hello_application(), limits, port=bound, cache=cache),
            host="127.0.0.1",
            port=port,
            workers=2,
            limits=limits,
        )


if __name__ == "__main__":
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)
