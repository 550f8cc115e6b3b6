"""One's own account."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from . import passwords
from .doors import signed_in_door
from .second_factor import holds_factor, requires_factor
from .sessions import end_sessions
from .signals import acted, sign_ins_asked

SIGN_INS = 20


@signed_in_door
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    user, key = request.user, request.session.session_key
    found = UserSession.objects.purge_and_list(user)
    answers = sign_ins_asked.send(sender=None, user=user, limit=SIGN_INS)
    return render(
        request,
        "account/account.html",
        {
            "memberships": user.memberships.select_related("firm").order_by("firm__code", "role"),
            "days_left": passwords.days_left(user, at=timezone.now()),
            "requires_factor": requires_factor(user),
            "holds_factor": holds_factor(user),
            "sessions": [(each, each.session_key == key) for each in found],
            "sign_ins": [entry for _, entries in answers for entry in entries],
        },
    )


@signed_in_door
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    ended = end_sessions(request.user.pk, keep=request.session.session_key)
    if ended:
        acted.send(
            sender=None,
            act="session.ended",
            user=request.user,
            by=request.user,
            detail={"sessions": str(ended)},
        )
    messages.success(request, f"已結束其他 {ended} 個登入。")
    return redirect("account")


@signed_in_door
@require_safe
def second_factor(request: HttpRequest) -> HttpResponseRedirect:
    """allauth comes here when it is done; our one page about an account says the rest."""
    return redirect("account")
