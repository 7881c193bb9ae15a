"""Serving a part of a page to htmx and the whole page to everybody else."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part: what only the whole page shows need not be looked up then."""
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.history_restore_request and not htmx.boosted


def render_part(request: HttpRequest, template: str, part: str, context: dict[str, Any]) -> HttpResponse:
    """Render ``template``, or only its partial named ``part`` when htmx asks for it.

    A history restore gets the whole page, as htmx then replaces the body. Every answer varies by HX-Request,
    so that no cache hands a fragment to a browser that wanted a page.
    """
    response = render(request, f"{template}#{part}" if wants_part(request) else template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
