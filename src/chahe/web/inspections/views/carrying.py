"""沿用前期: what the period before offers a paper, and a whole inspection."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chahe.web.firms.models import Firm
from chahe.web.htmx import page_or_part
from chahe.web.listing import Column, Filter, Listing, csv_response
from chahe.workflow import PaperState

from ..actions import carrying
from ..doors import inspection_door
from ..forms_carrying import CarryEvidenceForm, CarryForm
from ..models import Inspection, WorkingPaper
from ..queries_carrying import WORDS, Offer, carried_of, offers_of, to_carry
from .acting import refuse_form

DRAFTS = Listing(
    columns=(
        Column("ref", "條號", order_by="position"),
        Column("title", "查核項目", order_by="title"),
        Column("origin", "前期的底稿"),
        Column("evidence", "還有效的佐證"),
        Column("more", "其他可沿用"),
        Column("findings", "未結缺失"),
    ),
    filters=(
        Filter(
            "evidence",
            "佐證",
            (("none", "還沒有佐證"), ("some", "已有佐證")),
            lambda rows, value: rows.filter(attachments__isnull=value == "none").distinct(),
        ),
    ),
    search=("title", "ref"),
    sort="ref",
    hint="條號或查核項目",
)


@require_http_methods(["GET", "HEAD", "POST"])
@inspection_door("papers.prepare")
def paper(request: HttpRequest, firm: Firm, paper: int) -> HttpResponse:
    rows = to_carry(WorkingPaper.objects.filter(inspection__firm=firm, pk=paper))
    found = get_object_or_404(rows)
    if not found.is_draft:
        messages.error(request, "底稿已簽核或不再適用，不能再沿用前期的資料。")
        return redirect("paper", firm.code, found.pk)
    (offer,) = offers_of([found], request.user, on=timezone.localdate())
    form = CarryForm(request.POST if request.method == "POST" else None, offer=offer)
    if form.is_bound and form.is_valid():
        taken = refuse_form(
            form,
            lambda: carrying.take_over(paper=found, by=request.user, **form.cleaned_data),
        )
        if taken:
            messages.success(request, "已沿用前期的資料；結果仍要由您判斷。")
            return redirect("paper", firm.code, found.pk)
    context = {
        "firm": firm,
        "paper": found,
        "offer": offer,
        "form": form,
        "carried": carried_of(found),
        "said": _said(offer),
        "crumbs": [
            *_crumbs(firm, found.inspection),
            {"label": str(found), "url": found.get_absolute_url()},
        ],
    }
    status = 422 if form.is_bound else 200
    return render(request, "inspections/carry.html", context, status=status)


def _said(offer: Offer) -> list[tuple[str, str]]:
    if offer.origin is None:
        return []
    return [
        ("查核結果", offer.origin.get_verdict_display()),
        *((title, getattr(offer.origin, name)) for name, title in WORDS.items()),
        *([("測試屬性", "\n".join(offer.attributes))] if offer.attributes else []),
    ]


def _crumbs(firm: Firm, inspection: Inspection) -> list[dict[str, str]]:
    return [
        {"label": "查核", "url": reverse("inspections", args=[firm.code])},
        {"label": str(inspection), "url": reverse("inspection", args=[firm.code, inspection.pk])},
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@inspection_door("papers.prepare")
def inspection(request: HttpRequest, firm: Firm, inspection: Inspection) -> HttpResponse:
    drafts = to_carry(inspection.papers.filter(state=PaperState.DRAFT))
    listing = DRAFTS.of(request, drafts)
    on = timezone.localdate()
    if listing.wants_csv:
        headings = [column.label for column in DRAFTS.columns]
        offers = offers_of(listing.rows, request.user, on=on)
        return csv_response(f"{inspection.number}-沿用前期", headings, map(_cells, offers))
    status = 200
    if request.method == "POST":
        form = CarryEvidenceForm(request.POST, offers=offers_of(drafts, request.user, on=on))
        if form.is_valid() and refuse_form(form, lambda: _take(request, inspection, form)):
            return redirect("inspection", firm.code, inspection.pk)
        for error in (e for errors in form.errors.values() for e in errors):
            messages.error(request, error)
        status = 422
    context: dict[str, Any] = {
        "firm": firm,
        "inspection": inspection,
        "listing": listing,
        "offers": offers_of(listing, request.user, on=on),
        "crumbs": _crumbs(firm, inspection),
    }
    return page_or_part(request, "inspections/carry_all.html", "table", context, status=status)


def _take(request: HttpRequest, inspection: Inspection, form: CarryEvidenceForm) -> int:
    papers = carrying.take_over_evidence(
        inspection=inspection, chosen=form.chosen(), by=request.user
    )
    messages.success(request, f"已把前期還有效的佐證沿用到 {papers} 份底稿。")
    return papers


def _cells(offer: Offer) -> list[str]:
    others = [*offer.word_titles, *(["測試屬性"] if offer.attributes else [])]
    return [
        offer.paper.ref,
        offer.paper.title,
        str(offer.origin.inspection) if offer.origin else "",
        "、".join(each.name for each in offer.evidence),
        "、".join(others),
        "、".join(each.number for each in offer.findings),
    ]
