"""停止交易: noted, resumed, and leave to resume without the report."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.htmx import page_or_part
from chahe.web.inspections.views.acting import refuse_form
from chahe.web.templatetags.taiwan import roc_time

from ..actions import stops
from ..forms import ReasonForm
from ..forms_stops import DecideForm, ResumeForm, StopForm
from ..lists import STOPS
from ..models import ReopeningOverride, TradingStop
from ..queries_stops import days_of, standing_of, standings, stop_of, stops_of
from .engagements import crumbs


@require_safe
@firm_door("engagements.view")
def index(request: HttpRequest, firm: Firm) -> HttpResponse:
    listing = STOPS.of(request, stops_of(firm))
    if listing.wants_csv:
        return listing.csv(f"{firm.code}-停止交易")
    context = {
        "firm": firm,
        "listing": listing,
        "rows": standings(listing, days=days_of(firm)),
        "crumbs": crumbs(firm),
    }
    return page_or_part(request, "engagements/stops.html", "table", context)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_door("engagements.note_stop")
def note(request: HttpRequest, firm: Firm) -> HttpResponse:
    form = StopForm(request.POST or None)
    if form.is_bound and form.is_valid():
        noted = refuse_form(
            form, lambda: stops.note_stop(firm=firm, by=request.user, **form.cleaned_data)
        )
        if noted:
            return redirect("trading_stop", firm.code, noted.pk)
    context = {"firm": firm, "form": form, "crumbs": _crumbs(firm)}
    status = 422 if form.is_bound else 200
    return render(request, "engagements/stop_new.html", context, status=status)


@require_safe
@firm_door("engagements.view")
def show(request: HttpRequest, firm: Firm, stop: int) -> HttpResponse:
    return stop_page(request, firm, stop_of(firm, stop))


@require_POST
@firm_door("engagements.note_stop")
def resume(request: HttpRequest, firm: Firm, stop: int) -> HttpResponse:
    found = stop_of(firm, stop)
    form = ResumeForm(request.POST, prefix="resume")
    resumed = form.is_valid() and refuse_form(
        form, lambda: stops.resume_trading(stop=found, by=request.user, **form.cleaned_data)
    )
    if not resumed:
        return stop_page(request, firm, found, status=422, resume_form=form)
    return redirect("trading_stop", firm.code, found.pk)


@require_POST
@firm_door("engagements.note_stop")
def ask(request: HttpRequest, firm: Firm, stop: int) -> HttpResponse:
    found = stop_of(firm, stop)
    form = ReasonForm(request.POST, label="為什麼不能等專案報告", prefix="ask")
    asked = form.is_valid() and refuse_form(
        form,
        lambda: stops.ask_reopening(
            stop=found, reason=form.cleaned_data["reason"], by=request.user
        ),
    )
    if not asked:
        return stop_page(request, firm, found, status=422, ask_form=form)
    return redirect("trading_stop", firm.code, found.pk)


@require_POST
@firm_door("engagements.decide_reopening")
def decide(request: HttpRequest, firm: Firm, override: int) -> HttpResponse:
    asked = get_object_or_404(ReopeningOverride, stop__firm=firm, pk=override)
    form = DecideForm(request.POST, prefix="decide")
    decided = form.is_valid() and refuse_form(
        form,
        lambda: stops.decide_reopening(
            asked=asked,
            granted=form.cleaned_data["granted"] == "yes",
            comment=form.cleaned_data["comment"],
            by=request.user,
        ),
    )
    if not decided:
        found = stop_of(firm, asked.stop_id)
        return stop_page(request, firm, found, status=422, decide_form=form)
    return redirect("trading_stop", firm.code, asked.stop_id)


def stop_page(
    request: HttpRequest, firm: Firm, stop: TradingStop, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """Answer a stop's page; `forms` are bound ones whose errors it shows."""
    standing = standing_of(stop)
    today = timezone.localdate()
    url = reverse("engagement_new", args=[firm.code])
    context = {
        "firm": firm,
        "stop": stop,
        "standing": standing,
        "missing": stop.resumed_on is None and standing.missing_on(today),
        "open_url": f"{url}?{urlencode({'stop': standing.together}, doseq=True)}",
        "about": _about(stop),
        "crumbs": _crumbs(firm),
        "resume_form": ResumeForm(prefix="resume", initial={"resumed_on": today}),
        "ask_form": ReasonForm(label="為什麼不能等專案報告", prefix="ask"),
        "decide_form": DecideForm(prefix="decide"),
        **forms,
    }
    return render(request, "engagements/stop.html", context, status=status)


def _about(stop: TradingStop) -> list[tuple[str, str]]:
    found = [
        ("原因", stop.cause),
        ("依據", stop.source),
        ("申報情形", stop.reported or "未填"),
        ("登記", f"{stop.noted_by}，{roc_time(stop.noted_at)}"),
    ]
    if stop.resumed_on:
        found += [
            ("預防及改善措施", stop.measures),
            ("恢復的依據", stop.resumed_source),
            ("登記恢復", f"{stop.resumed_by}，{roc_time(stop.resumed_at)}"),
        ]
    return found


def _crumbs(firm: Firm) -> list[dict[str, str]]:
    url = reverse("trading_stops", args=[firm.code])
    return [*crumbs(firm), {"label": "停止交易", "url": url}]
