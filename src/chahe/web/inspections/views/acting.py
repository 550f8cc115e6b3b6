"""Do one act for a page: say that it is done, or why it was refused."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from chahe.web.evidence.refusals import EvidenceDamaged
from chahe.web.evidence.refusals import Refused as EvidenceRefused
from chahe.workflow import Refused


def done(request: HttpRequest, act: Callable[[], Any], said: str) -> Any:
    """Run an act and return what it returns, None when refused; the user is told either way."""
    try:
        result = act()
    except (Refused, EvidenceRefused, EvidenceDamaged) as refusal:
        messages.error(request, str(refusal))
        return None
    messages.success(request, said)
    return result


def refuse_form(form: Any, act: Callable[[], Any]) -> Any:
    """Run an act on a valid form; a refusal becomes the form's own error, and None is returned."""
    try:
        return act()
    except (Refused, EvidenceRefused, EvidenceDamaged) as refusal:
        form.add_error(None, str(refusal))
        return None
