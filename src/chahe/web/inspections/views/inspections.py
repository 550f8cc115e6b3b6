"""查核: the list, the plan, one inspection, its seal."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chahe.deadlines import Cadence, days_between
from chahe.documents.oscal import load_exports
from chahe.documents.reports import load_reports
from chahe.documents.writers import load_writers
from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.htmx import page_or_part
from chahe.web.listing import Column, Filter, Listing
from chahe.web.templatetags.taiwan import roc_time
from chahe.workflow import INSPECTION_LABELS, PAPER_LABELS, InspectionKind, PaperState, Verdict

from ..actions import correcting, sealing
from ..doors import inspection_door
from ..forms import CommentForm
from ..models import Inspection
from ..queries import inspections_of, papers_of
from .acting import done, refuse_form

INSPECTIONS = Listing(
    columns=(
        Column("period", "期別", order_by=("period_start", "code"), value="period_label"),
        Column("code", "代碼", order_by="code"),
        Column("title", "查核項目"),
        Column("kind", "種類", order_by="kind", value="get_kind_display"),
        Column("cadence", "週期", value="get_cadence_display"),
        Column("due", "應完成日", order_by="due_on", value="due_on"),
        Column("progress", "已核定", value=lambda row: f"{row.approved}/{row.cells}"),
        Column("against", "不符", order_by="against", value="against", number=True),
        Column("state", "狀態", order_by="state", value="get_state_display"),
    ),
    filters=(
        Filter(
            "state", "狀態", [(s.value, label) for s, label in INSPECTION_LABELS.items()], "state"
        ),
        Filter("kind", "種類", [(k.value, k.label) for k in InspectionKind], "kind"),
        Filter("cadence", "週期", [(c.value, c.label) for c in Cadence], "cadence"),
    ),
    search=("title", "code"),
    sort="-period",
    hint="代碼或查核項目",
)
PAPERS = Listing(
    columns=(
        Column("ref", "條號", order_by="position", value="ref"),
        Column("title", "查核項目", value="title"),
        Column("evidence", "佐證", order_by="evidence_count", value="evidence_count", number=True),
        Column("proposed", "檢測建議", order_by="proposed", value="get_proposed_display"),
        Column("verdict", "查核結果", order_by="verdict", value="get_verdict_display"),
        Column("findings", "缺失", order_by="finding_count", value="finding_count", number=True),
        Column("state", "狀態", order_by="state", value="get_state_display"),
    ),
    filters=(
        Filter("state", "狀態", [(s.value, label) for s, label in PAPER_LABELS.items()], "state"),
        Filter(
            "verdict",
            "查核結果",
            [("none", "未填"), *((v.value, v.label) for v in Verdict)],
            lambda rows, value: rows.filter(verdict="" if value == "none" else value),
        ),
    ),
    search=("title", "ref", "question"),
    sort="ref",
    hint="條號或查核項目",
    size=100,
)


@require_safe
@firm_door("inspections.view")
def index(request: HttpRequest, firm: Firm) -> HttpResponse:
    listing = INSPECTIONS.of(request, inspections_of(firm, request.user))
    if listing.wants_csv:
        return listing.csv(f"{firm.code}-查核")
    context = {"listing": listing, "firm": firm, "today": timezone.localdate()}
    return page_or_part(request, "inspections/index.html", "table", context)


@require_safe
@inspection_door("inspections.view")
def show(request: HttpRequest, firm: Firm, inspection: Inspection) -> HttpResponse:
    return inspection_page(request, firm, inspection)


def inspection_page(
    request: HttpRequest, firm: Firm, inspection: Inspection, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """Answer an inspection's page; `forms` are bound ones whose errors it shows."""
    listing = PAPERS.of(request, papers_of(inspection))
    if listing.wants_csv:
        return listing.csv(inspection.number)
    papers = list(inspection.papers.values_list("state", "verdict"))
    cells = sum(state != PaperState.LEFT for state, _ in papers)
    today = timezone.localdate()
    context = {
        "firm": firm,
        "inspection": inspection,
        "listing": listing,
        "today": today,
        "cells": cells,
        "of_cells": f"／{cells} 份",
        "crumbs": [{"label": "查核", "url": reverse("inspections", args=[firm.code])}],
        "about": _about(inspection),
        "reports": [(report.id, report.title) for report in load_reports().values()],
        "suffixes": list(load_writers()),
        "exports": [(export.id, export.title) for export in load_exports().values()],
        "approved": sum(state == "approved" for state, _ in papers),
        "verdicts": _verdict_counts([verdict for _, verdict in papers]),
        "late_days": days_between(inspection.due_on, today) if inspection.is_open else 0,
        "requests": inspection.requests.select_related("asked_of", "answer"),
        "packs": inspection.packs.select_related("made_by"),
        "correct_form": CommentForm(label="更正理由"),
        **forms,
    }
    return page_or_part(request, "inspections/show.html", "table", context, status=status)


def _about(inspection: Inspection) -> list[tuple[str, str]]:
    return [
        ("編號", inspection.number),
        ("種類", inspection.get_kind_display()),
        ("版本", f"{inspection.document_title}（{inspection.edition_label}）"),
        ("期別", inspection.period_label),
        ("週期", inspection.get_cadence_display()),
        ("安排", f"{inspection.planned_by}，{roc_time(inspection.planned_at)}"),
        ("封存", f"{inspection.sealed_by}，{roc_time(inspection.sealed_at)}")
        if inspection.sealed_at
        else ("封存", "尚未封存"),
        *((title, word) for title, word in inspection.facts),
    ]


def _verdict_counts(verdicts: list[str]) -> list[tuple[str, int]]:
    return [(v.value, verdicts.count(v.value)) for v in Verdict if v.value in verdicts]


@require_POST
@inspection_door("inspections.seal")
def seal(request: HttpRequest, firm: Firm, inspection: Inspection) -> HttpResponse:
    found = inspection
    done(
        request,
        lambda: sealing.seal_inspection(inspection=found, by=request.user),
        "已封存，從現在起唯讀。",
    )
    return redirect("inspection", firm.code, found.pk)


@require_POST
@inspection_door("inspections.seal")
def correct(request: HttpRequest, firm: Firm, inspection: Inspection) -> HttpResponse:
    found = inspection
    form = CommentForm(request.POST, label="更正理由")
    newer = form.is_valid() and refuse_form(
        form,
        lambda: correcting.correct_inspection(
            inspection=found, by=request.user, reason=form.cleaned_data["comment"]
        ),
    )
    if not newer:
        return inspection_page(request, firm, found, status=422, correct_form=form)
    messages.success(request, "已建立更正版本；原版本保持不變。")
    return redirect(reverse("inspection", args=[firm.code, newer.pk]))
