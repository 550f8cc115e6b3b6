"""The door of what belongs to an engagement: the firm's door, then the engagement's own people.

A CPA who is not, or no longer, among them finds nothing; one who is may write in it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from ..accounts.doors import View
from ..firms.doors import firm_door
from .models import AssessmentReport, EngagementPerson
from .queries import engagement_of
from .teams import works_in

# argument of an address: the rows it names, the way from there to the engagement
_WITHIN: dict[str, tuple[Any, str]] = {
    "assessment": (AssessmentReport, "engagement"),
    "person": (EngagementPerson, "engagement"),
}
OF_ITS_PEOPLE = frozenset({"engagements.work", "engagements.issue"})


def engagement_door(permission: str) -> Callable[[View], View]:
    """Let in whoever may do something in the firm and in the engagement an address names.

    The view receives the Firm and `engagement`; a report or a person of it, by `_WITHIN`, too.
    """

    def decorate(view: View) -> View:
        @firm_door(permission)
        @wraps(view)
        def held(request: HttpRequest, firm: Any, **kwargs: Any) -> HttpResponse:
            found = _engagement(request, firm, kwargs)
            today = timezone.localdate()
            if permission in OF_ITS_PEOPLE and not works_in(request.user, found, on=today):
                raise PermissionDenied(permission)
            return view(request, firm, found, **kwargs)

        return held

    return decorate


def _engagement(request: HttpRequest, firm: Any, kwargs: dict[str, Any]) -> Any:
    """Return the engagement an address is about; put the thing of it in place of its number."""
    if "engagement" in kwargs:
        return engagement_of(firm, request.user, kwargs.pop("engagement"))
    name = next(name for name in _WITHIN if name in kwargs)
    rows, way = _WITHIN[name]
    found = rows.objects.filter(pk=kwargs[name], **{f"{way}__firm": firm}).first()
    if found is None:
        raise Http404
    kwargs[name] = found
    engagement = engagement_of(firm, request.user, found.engagement_id)
    found.engagement = engagement
    return engagement
