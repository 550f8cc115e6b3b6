"""The door of what belongs to an inspection: the firm's door, then its kind's.

What a user may not see is 404, as if it were not there; what they see and may not do is 403.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from chahe.workflow import InspectionKind, InspectionState

from ..accounts.doors import View
from ..firms.doors import firm_door
from .kinds import KINDS, kind_allows, sees, whether_reached
from .models import CheckRun, Exemption, Finding, FollowUp, Pack, Request, WorkingPaper
from .queries import inspection_of

# argument of an address: the rows it names, and the way from there to the inspection
_WITHIN: dict[str, tuple[Any, str]] = {
    "paper": (WorkingPaper, "inspection__"),
    "finding": (Finding, "paper__inspection__"),
    "run": (CheckRun, "paper__inspection__"),
    "exemption": (Exemption, "run__paper__inspection__"),
    "pack": (Pack, "inspection__"),
    "asked": (Request, "inspection__"),
    "follow_up": (FollowUp, "inspection__"),
}
UNSEEN = frozenset({"requests.answer"})  # who is asked answers, whether or not they see the rest


def inspection_door(permission: str) -> Callable[[View], View]:
    """Let in whoever may do something in the firm and in inspections of this one's kind.

    The address names the inspection, or something in it by one of `_WITHIN`; the view receives the
    Firm and the Inspection, or the argument as it came.
    """

    def decorate(view: View) -> View:
        @firm_door(permission)
        @wraps(view)
        def held(request: HttpRequest, firm: Any, **kwargs: Any) -> HttpResponse:
            if "inspection" in kwargs:
                reach = whether_reached(request.user, firm)
                found = inspection_of(firm, kwargs["inspection"], reach=reach)
                kwargs["inspection"] = found
                kind, state, reached = found.kind, found.state, found.reached  # type: ignore[attr-defined]
            else:
                kind, state, reached = _kind_and_state(request.user, firm, kwargs)
            if not reached and state != InspectionState.SEALED:
                raise Http404
            if permission not in UNSEEN and not sees(request.user, firm, kind=kind, state=state):
                raise Http404
            request.kind, request.reached = kind, reached  # type: ignore[attr-defined]
            if not kind_lets(request, permission):
                raise PermissionDenied(permission)
            return view(request, firm, **kwargs)

        return held

    return decorate


def _kind_and_state(user: Any, firm: Any, kwargs: dict[str, Any]) -> tuple[str, str, bool]:
    name = next(name for name in _WITHIN if name in kwargs)
    rows, way = _WITHIN[name]
    found = rows.objects.filter(**{f"{way}firm": firm, "pk": kwargs[name]})
    found = found.annotate(reached=whether_reached(user, firm, through=way))
    row = found.values_list(f"{way}kind", f"{way}state", "reached").first()
    if row is None:
        raise Http404
    return row


def kind_lets(request: HttpRequest, permission: str) -> bool:
    """Return whether the kind of the inspection an address names, if any, lets its user do this."""
    kind = getattr(request, "kind", None)
    firm = getattr(request, "firm", None)
    if kind is None:
        return True
    reached = getattr(request, "reached", True) or permission not in KINDS[InspectionKind(kind)]
    return reached and kind_allows(request.user, firm, permission, kind)


def may(request: HttpRequest, permission: str) -> bool:
    """Return whether a user may do something in the firm and the inspection of an address."""
    firm = getattr(request, "firm", None)
    return bool(request.user.has_perm(permission, firm)) and kind_lets(request, permission)
