"""Do one act of an import for a page: say that it is done, or why it was refused."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from chahe.workflow import Refused


def done(request: HttpRequest, act: Callable[[], Any], said: str) -> Any:
    """Run an act and return what it returns, None when refused; the user is told either way."""
    try:
        result = act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None
    messages.success(request, said.format(result))
    return result
