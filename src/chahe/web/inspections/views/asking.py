"""佐證請求: ask for what an inspection's drafts expect, remind, take back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from chahe.web.firms.models import Firm

from ..actions import requests as asking
from ..doors import inspection_door
from ..forms import CommentForm
from ..forms_requests import AskForm
from ..models import Inspection
from ..queries_asking import Expected, expected_of, people_who_answer
from ..queries_requests import request_with_others
from .acting import done, refuse_form
from .requests import request_page


@require_http_methods(["GET", "HEAD", "POST"])
@inspection_door("requests.ask")
def ask(request: HttpRequest, firm: Firm, inspection: Inspection) -> HttpResponse:
    expected = expected_of(inspection)
    form = AskForm(
        request.POST or None,
        expected=expected,
        people=people_who_answer(firm, inspection.kind),
        initial={"due_on": inspection.due_on},
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        asked = refuse_form(
            form,
            lambda: asking.ask_for_all(
                inspection=inspection,
                wanted=form.wanted(),
                due_on=said["due_on"],
                note=said["note"],
                by=request.user,
            ),
        )
        if asked:
            messages.success(request, f"已送出 {len(asked)} 項佐證請求。")
            return redirect("inspection", firm.code, inspection.pk)
    context = {
        "firm": firm,
        "inspection": inspection,
        "form": form,
        "groups": _grouped(form, expected),
        "today": timezone.localdate(),
        "crumbs": [
            {"label": "查核", "url": reverse("inspections", args=[firm.code])},
            {
                "label": str(inspection),
                "url": reverse("inspection", args=[firm.code, inspection.pk]),
            },
        ],
    }
    status = 422 if form.is_bound else 200
    return render(request, "inspections/request_ask.html", context, status=status)


def _grouped(form: AskForm, expected: list[Expected]) -> list[tuple[Any, list[Any]]]:
    """Return the kinds by who answered for them last time; those nobody has come last."""
    people: dict[Any, list[Any]] = {}
    for each in expected:
        last = form.people.get(str(each.last or ""))
        people.setdefault(last, []).append((each, form.of(each.kind)))
    return sorted(people.items(), key=lambda group: group[0] is None)


@require_POST
@inspection_door("requests.ask")
def remind(request: HttpRequest, firm: Firm, asked: int) -> HttpResponse:
    found, _ = request_with_others(firm, request.user, asked)
    done(
        request,
        lambda: asking.remind_again(request=found, by=request.user),
        f"已再次提醒{found.asked_of}；他的請求清單會標示。",
    )
    return redirect("request", firm.code, found.pk)


@require_POST
@inspection_door("requests.ask")
def withdraw(request: HttpRequest, firm: Firm, asked: int) -> HttpResponse:
    found, others = request_with_others(firm, request.user, asked)
    form = CommentForm(request.POST, label="撤回的理由")
    inspection = found.inspection_id
    if not form.is_valid() or not refuse_form(form, lambda: _withdraw(request, found, form)):
        return request_page(request, firm, found, others, status=422, withdraw_form=form)
    messages.success(request, "已撤回佐證請求；查核的軌跡會保留。")
    return redirect("inspection", firm.code, inspection)


def _withdraw(request: HttpRequest, found: Any, form: CommentForm) -> bool:
    reason = form.cleaned_data["comment"]
    asking.withdraw_request(request=found, reason=reason, by=request.user)
    return True
