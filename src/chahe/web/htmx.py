"""Answer a page, or the part of it htmx asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def page_or_part(
    request: HttpRequest, template: str, part: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render `template`, or only its partial `part` when htmx asks.

    Going back with an empty history cache is also an htmx request, but wants the page.
    """
    htmx = request.htmx  # type: ignore[attr-defined]
    wants_part = htmx and not htmx.history_restore_request and not htmx.boosted
    name = f"{template}#{part}" if wants_part else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
