"""佐證請求: what one is asked, and its answer: files, or that nothing happened."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chahe.rulebook import evidence_kinds
from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.htmx import page_or_part
from chahe.web.templatetags.taiwan import roc, roc_time

from ..actions import requests as asking
from ..doors import inspection_door, may
from ..forms import CommentForm
from ..forms_requests import AnswerForm, NoOccurrenceForm
from ..listing_requests import REQUESTS
from ..models import Request
from ..queries_requests import (
    candidates_of,
    files_of,
    inspection_words,
    kinds_asked_by,
    papers_to_show,
    request_with_others,
    requests_of,
    rows_of,
)
from ..serving import paper_seen
from .acting import refuse_form


@require_safe
@firm_door("requests.answer")
def index(request: HttpRequest, firm: Firm) -> HttpResponse:
    listing = REQUESTS.of(request, requests_of(firm, request.user))
    if listing.wants_csv:
        return listing.csv(f"{firm.code}-佐證請求")
    context = {
        "listing": listing,
        "firm": firm,
        "today": timezone.localdate(),
        "rows": rows_of(listing, request.user, firm),
        "asks": bool(kinds_asked_by(request.user, firm)),
    }
    return page_or_part(request, "inspections/requests.html", "table", context)


@require_http_methods(["GET", "HEAD", "POST"])
@inspection_door("requests.answer")
def answer(request: HttpRequest, firm: Firm, asked: int) -> HttpResponse:
    found, others = request_for(request, firm, asked)
    if request.method != "POST":
        return request_page(request, firm, found, others)
    form = AnswerForm(request.POST, candidates=candidates_of(found), others=others)
    if form.is_valid() and refuse_form(form, lambda: _answer(request, found, form)):
        return redirect("requests", firm.code)
    return request_page(request, firm, found, others, status=422, form=form)


def _answer(request: HttpRequest, found: Request, form: AnswerForm) -> bool:
    first, *more = form.chosen()
    asking.answer_request(
        request=found, evidence=first, more=more, also=form.also_answered(), by=request.user
    )
    files = f"等 {1 + len(more)} 個檔案" if more else ""
    messages.success(request, f"已用「{first.name}」{files}回覆。")
    return True


@require_POST
@inspection_door("requests.answer")
def no_occurrence(request: HttpRequest, firm: Firm, asked: int) -> HttpResponse:
    found, others = request_for(request, firm, asked)
    form = NoOccurrenceForm(request.POST, others=others)
    if form.is_valid() and refuse_form(
        form,
        lambda: asking.answer_no_occurrence(
            request=found,
            reason=form.cleaned_data["reason"],
            also=form.also_answered(),
            by=request.user,
        ),
    ):
        messages.success(request, "已回覆本期未發生；由編製底稿的人判斷結果。")
        return redirect("requests", firm.code)
    return request_page(request, firm, found, others, status=422, none_form=form)


def request_for(request: HttpRequest, firm: Firm, pk: int) -> tuple[Request, list[Request]]:
    """Return a request a user may answer, and those its answer may answer too.

    :raises PermissionDenied: if they neither are asked nor may ask in its inspection
    """
    found, others = request_with_others(firm, request.user, pk)
    if request.user.pk != found.asked_of_id and not may(request, "requests.ask"):
        raise PermissionDenied("requests.answer")
    return found, others


def request_page(
    request: HttpRequest,
    firm: Firm,
    found: Request,
    others: list[Request],
    *,
    status: int = 200,
    **forms: Any,
) -> HttpResponse:
    """Answer a request's page; `forms` are bound ones whose errors it shows."""
    candidates = [] if found.answered_at else candidates_of(found)
    files = files_of(found)
    context = {
        "firm": firm,
        "asked": found,
        "kind": evidence_kinds()[found.kind],
        "today": timezone.localdate(),
        "crumbs": [{"label": "佐證請求", "url": reverse("requests", args=[firm.code])}],
        "facts": _facts(found, request.user, firm),
        "files": files,
        "papers": [
            (paper, paper_seen(paper, request.user, firm))
            for paper in papers_to_show(found, files, request.user, firm)
        ],
        "form": AnswerForm(candidates=candidates, others=others),
        "none_form": NoOccurrenceForm(others=others),
        "withdraw_form": CommentForm(label="撤回的理由"),
        **forms,
    }
    return render(request, "inspections/request.html", context, status=status)


def _facts(found: Request, user: Any, firm: Firm) -> list[tuple[str, str]]:
    answered = f"{found.answered_by}，{roc_time(found.answered_at)}" if found.answered_at else ""
    return [
        ("查核", inspection_words(found, user, firm)),
        ("請求人", f"{found.asked_by}，{roc_time(found.asked_at)}"),
        ("請求對象", str(found.asked_of)),
        ("期限", roc(found.due_on)),
        ("說明", found.note),
        *([("回覆", answered)] if answered else []),
    ]
