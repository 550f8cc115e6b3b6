"""Every component in every tone, at `/ui/` while DEBUG: the style guide, and what axe looks at."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ..accounts.doors import public_door
from ..htmx import page_or_part
from . import examples
from .forms import ExampleForm


@public_door
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    if not settings.DEBUG:
        raise Http404
    wrong = ExampleForm({"title": "", "due": "2026/03/09", "result": "x"})
    return page_or_part(
        request,
        "gallery/gallery.html",
        "table",
        {
            **examples.CONTEXT,
            "listing": examples.LISTING.of(request, examples.rows()),
            "nothing": examples.NOTHING.of(request, examples.rows([])),
            "empty_form": ExampleForm(prefix="new"),
            "wrong_form": wrong if "wrong" in request.GET else None,
            "form": wrong if "wrong" in request.GET else None,
        },
    )
