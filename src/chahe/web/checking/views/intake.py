"""A program hands evidence in; a person makes and revokes the key it does so with."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from chahe.web.accounts.doors import public_door
from chahe.web.evidence.models import Evidence
from chahe.web.evidence.upload import upload_refusal
from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.firms.personal_keys import key_of, live_key, make_key, revoke_key
from chahe.workflow import Refused

from ..intake import hand_to_papers, take_in
from ..models import IntakeKey

_SCHEME = "Bearer "


@csrf_exempt
@require_POST
@public_door
def receive(request: HttpRequest) -> JsonResponse:
    """Take in one file of a form: `kind` and `file`; the key is in the header Authorization."""
    key = _key_in(request.headers.get("Authorization", ""))
    if key is None:
        return _answer(401, error="收件鑰匙不對、已撤銷，或帳號已不能繳交佐證。")
    request.user = key.user  # on whose behalf the file is received
    try:
        evidence = _taken(request, key)
    except Refused as refused:
        return _answer(422, error=str(refused))
    papers = hand_to_papers([evidence], firm=key.firm, by=key.user)
    return _answer(
        201,
        evidence=evidence.pk,
        sha256=evidence.digest,
        papers=[f"{paper.inspection.number} {paper.ref}" for paper in papers],
    )


def _key_in(said: str) -> IntakeKey | None:
    if not said.startswith(_SCHEME):
        return None
    secret = said.removeprefix(_SCHEME).strip()
    return key_of(IntakeKey, secret, permission="evidence.upload")


def _taken(request: HttpRequest, key: IntakeKey) -> Evidence:
    files = request.FILES.getlist("file")
    if refusal := upload_refusal(request):
        raise refusal
    if len(files) != 1:
        raise Refused("請以表單的 file 欄位送一個檔案，並以 kind 欄位寫佐證種類的代號。")
    kind, where = request.POST.get("kind", ""), request.POST.get("where", "")
    return take_in(
        firm=key.firm, by=key.user, upload=files[0], kind=kind, where=where or "收件介面"
    )


def _answer(status: int, **said: Any) -> JsonResponse:
    return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})


@require_http_methods(["GET", "HEAD", "POST"])
@firm_door("evidence.upload")
def key(request: HttpRequest, firm: Firm) -> HttpResponse:
    made = make_key(IntakeKey, firm=firm, user=request.user) if request.method == "POST" else ""
    context = {
        "firm": firm,
        "made": made,
        "key": live_key(IntakeKey, firm, request.user),
        "address": request.build_absolute_uri(reverse("intake")),
        "crumbs": [{"label": "佐證", "url": reverse("evidence", args=[firm.code])}],
    }
    response = render(request, "checking/intake_key.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@firm_door("evidence.upload")
def revoke(request: HttpRequest, firm: Firm) -> HttpResponse:
    if revoke_key(IntakeKey, firm=firm, user=request.user):
        messages.success(request, "已撤銷，原來的鑰匙不能再用。")
    else:
        messages.error(request, "您沒有鑰匙可以撤銷。")
    return redirect("intake_key", firm.code)
