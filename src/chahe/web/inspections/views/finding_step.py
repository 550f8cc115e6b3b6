"""One step of a finding, for a page: done, or its form again with what is wrong."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chahe.web.firms.models import Firm

from ..models import Finding
from .acting import refuse_form
from .finding_page import finding_page


def step(
    request: HttpRequest,
    firm: Firm,
    found: Finding,
    act: Callable[[], Any],
    said: str,
    **forms: Any,
) -> HttpResponse:
    """Run an act on the one valid form of `forms`; its name is the page's name for it."""
    ((_, form),) = forms.items()
    if not form.is_valid() or not refuse_form(form, act):
        return finding_page(request, firm, found, status=422, **forms)
    messages.success(request, said)
    return redirect("finding", firm.code, found.pk)
