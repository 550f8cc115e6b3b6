"""會計師評估: the list, opening one, its page, its end."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chahe.deadlines import format_roc
from chahe.rulebook import Edition
from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.htmx import page_or_part
from chahe.web.inspections.views.acting import refuse_form
from chahe.web.rulebooks.editions import editions
from chahe.web.templatetags.taiwan import roc_time
from chahe.workflow.engagement import PAPER_SIGNERS, EngagementKind

from ..actions import opening, reports
from ..doors import engagement_door
from ..forms import OpenForm, PersonForm, ReasonForm, UntilForm
from ..lists import ENGAGEMENTS
from ..models import Engagement, EngagementPerson
from ..queries import counted_inspections, engagements_of, people_of, unanswered_of


@require_safe
@firm_door("engagements.view")
def index(request: HttpRequest, firm: Firm) -> HttpResponse:
    listing = ENGAGEMENTS.of(request, engagements_of(firm, request.user))
    if listing.wants_csv:
        return listing.csv(f"{firm.code}-會計師評估")
    context = {"listing": listing, "firm": firm, "today": timezone.localdate()}
    return page_or_part(request, "engagements/index.html", "table", context)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_door("engagements.open")
def create(request: HttpRequest, firm: Firm) -> HttpResponse:
    """Open an engagement; `?stop=` begins one about a stop of trading."""
    initial: dict[str, Any] = {"kind": EngagementKind.YEARLY.value}
    if stops := [pk for pk in request.GET.getlist("stop") if pk.isascii() and pk.isdigit()]:
        initial = {"kind": EngagementKind.SPECIAL.value, "stops": stops}
    form = OpenForm(request.POST or None, firm=firm, points=_points(), initial=initial)
    if form.is_bound and form.is_valid():
        opened = refuse_form(
            form,
            lambda: opening.open_engagement(firm=firm, terms=form.terms, by=request.user),
        )
        if opened:
            return redirect("engagement", firm.code, opened.pk)
    context = {"form": form, "firm": firm, "crumbs": crumbs(firm)}
    status = 422 if form.is_bound else 200
    return render(request, "engagements/new.html", context, status=status)


@require_safe
@engagement_door("engagements.view")
def show(request: HttpRequest, firm: Firm, engagement: Engagement) -> HttpResponse:
    return engagement_page(request, firm, engagement)


@require_POST
@engagement_door("engagements.open")
def cancel(request: HttpRequest, firm: Firm, engagement: Engagement) -> HttpResponse:
    form = ReasonForm(request.POST, label="終止的理由", prefix="cancel")
    done = form.is_valid() and refuse_form(
        form,
        lambda: opening.cancel_engagement(
            engagement=engagement, reason=form.cleaned_data["reason"], by=request.user
        ),
    )
    if not done:
        return engagement_page(request, firm, engagement, status=422, cancel_form=form)
    return redirect("engagement", firm.code, engagement.pk)


@require_POST
@engagement_door("engagements.issue")
def correct(request: HttpRequest, firm: Firm, engagement: Engagement) -> HttpResponse:
    form = ReasonForm(request.POST, label="更正的理由", prefix="correct")
    done = form.is_valid() and refuse_form(
        form,
        lambda: reports.begin_correction(
            engagement=engagement, reason=form.cleaned_data["reason"], by=request.user
        ),
    )
    if not done:
        return engagement_page(request, firm, engagement, status=422, correct_form=form)
    return redirect("engagement", firm.code, engagement.pk)


def engagement_page(
    request: HttpRequest,
    firm: Firm,
    engagement: Engagement,
    *,
    status: int = 200,
    of_person: Mapping[int, Mapping[str, Any]] | None = None,
    **forms: Any,
) -> HttpResponse:
    """Answer an engagement's page; `forms` are bound ones whose errors it shows, `of_person`
    those of a person by their pk."""
    today = timezone.localdate()
    rows = list(people_of(engagement))
    for person in rows:
        person.engagement = engagement
    people = [_place(person, today, (of_person or {}).get(person.pk, {})) for person in rows]
    inspections = counted_inspections(engagement)
    for inspection in inspections:
        inspection.firm = firm
    context = {
        "firm": firm,
        "engagement": engagement,
        "today": today,
        "crumbs": crumbs(firm),
        "about": _about(engagement),
        "people": people,
        "mine": any(p.user_id == request.user.pk and p.is_here(today) for p in rows),
        "too_few": engagement.is_open
        and sum(p.removed_at is None and p.until >= today for p in rows) < PAPER_SIGNERS,
        "inspections": inspections,
        "cells": sum(each.cells for each in inspections),  # type: ignore[attr-defined]
        "approved": sum(each.approved for each in inspections),  # type: ignore[attr-defined]
        "is_whole": all(not each.is_open for each in inspections),
        "requests": unanswered_of(engagement),
        "reports": list(engagement.reports.select_related("proposed_by", "replaces")),
        "stops": [link.stop for link in engagement.stop_links.select_related("stop")]
        if engagement.kind == EngagementKind.SPECIAL
        else [],
        "person_form": PersonForm(
            prefix="person", initial={"since": today, "until": engagement.due_on}
        ),
        "cancel_form": ReasonForm(label="終止的理由", prefix="cancel"),
        "correct_form": ReasonForm(label="更正的理由", prefix="correct"),
        **forms,
    }
    return render(request, "engagements/show.html", context, status=status)


def _place(person: EngagementPerson, today: date, forms: Mapping[str, Any]) -> dict[str, Any]:
    """Return a person's place in an engagement, as its page shows it."""
    until = UntilForm(prefix=f"until{person.pk}", initial={"until": person.until})
    end = ReasonForm(label="終止的理由", prefix=f"end{person.pk}")
    return {
        "person": person,
        "here": person.is_here(today),
        "is_over": person.removed_at is not None or person.until < today,
        "is_open": bool(forms),
        "until_form": until,
        "end_form": end,
        **forms,
    }


def crumbs(firm: Firm, engagement: Engagement | None = None) -> list[dict[str, str]]:
    """Return the way to what belongs to engagements, or to one of them."""
    way = [{"label": "會計師評估", "url": reverse("engagements", args=[firm.code])}]
    if engagement:
        url = reverse("engagement", args=[firm.code, engagement.pk])
        way.append({"label": engagement.number, "url": url})
    return way


def _about(engagement: Engagement) -> list[tuple[str, str]]:
    start, last = engagement.period_start, engagement.period.last_day
    found = [
        ("交易平臺", engagement.platform),
        ("種類", engagement.get_kind_display()),
        ("會計年度", f"{engagement.year - 1911} 年度"),
        ("評估期間", f"{format_roc(start)}至{format_roc(last)}"),
        ("基準日", format_roc(engagement.basis_on)),
        ("應出具日", f"{format_roc(engagement.due_on)}（{engagement.due_source}）"),
        ("會計師事務所", f"{engagement.accounting_firm} {engagement.accounting_number}".strip()),
        ("控制重點", "、".join(engagement.points) or "全部"),
        ("委任", f"{engagement.opened_by}，{roc_time(engagement.opened_at)}"),
    ]
    if engagement.cancelled_at:
        said = f"{engagement.cancelled_by}，{roc_time(engagement.cancelled_at)}"
        found.append(("終止委任", f"{said}：{engagement.cancelled_reason}"))
    return found


def _points() -> list[tuple[str, str]]:
    """Return the parts of the principles an engagement may be limited to."""
    edition = _principles()
    if edition is None:
        return []
    parts = [rule for rule in edition.rules if rule.path.count(".") == 1]
    return [(rule.path, f"{rule.ref} {rule.title}") for rule in parts]


def _principles() -> Edition | None:
    held = [each for each in editions() if each.document == opening.DOCUMENT]
    return held[-1] if held else None
