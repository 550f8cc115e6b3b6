"""追蹤報告: what is due and late, what was issued, and each report as a file."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from chahe.documents.papers import load_papers
from chahe.documents.writers import load_writers
from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.htmx import page_or_part
from chahe.web.listing import Column, Filter, Listing

from ..actions import follow_ups
from ..doors import inspection_door
from ..follow_up_snapshot import follow_up_record
from ..forms_findings import FollowUpForm
from ..kinds import kind_allows
from ..models import FollowUp, Inspection
from ..queries_follow_ups import as_followed, followed, followed_inspections, issued_by, late
from .acting import refuse_form

PAPER, ISSUES = "follow_up", "inspections.pack"
_NOW = [("going", "缺失未結案"), ("late", "逾期未提出"), ("ended", "缺失都已結束")]


def _by_now(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    if value == "late":
        return late(rows, on=timezone.localdate())
    return rows.filter(going__gt=0) if value == "going" else rows.filter(going=0)


def _missed(row: Any) -> int:
    return len(list(as_followed(row).missed(on=timezone.localdate())))


FOLLOWED = Listing(
    columns=(
        Column("inspection", "查核", order_by=("period_start", "code"), value="number"),
        Column("kind", "種類", order_by="kind", value="get_kind_display"),
        Column("sealed", "封存", order_by="sealed_at", value="sealed_at"),
        Column("told", "缺失", order_by="told", value="told", number=True),
        Column("going", "未結案", order_by="going", value="going", number=True),
        Column("issued", "已提出", order_by="issued", value="issued", number=True),
        Column("due", "下一次應提出日", value=lambda row: as_followed(row).next_due),
        Column("missed", "逾期未提出的期數", value=_missed, in_table=False),
    ),
    filters=(Filter("now", "目前", _NOW, _by_now),),
    search=("code", "title"),
    sort="-sealed",
    hint="代碼或查核項目",
)
ISSUED = Listing(
    columns=(
        Column(
            "inspection", "查核", order_by="inspection__period_start", value="inspection.number"
        ),
        Column("due", "應提出日", order_by="due_on", value="due_on"),
        Column("issued", "提出日", order_by="issued_on", value="issued_on"),
        Column("sent_to", "送達對象", order_by="sent_to"),
        Column("findings", "缺失", value=lambda row: len(row.findings), number=True),
        Column("by", "提出人", order_by="issued_by__name", value=lambda row: str(row.issued_by)),
        Column("digest", "內容摘要", value="digest", in_table=False),
        Column("files", "下載", in_csv=False),
    ),
    search=("sent_to", "inspection__code", "inspection__title"),
    sort="-issued",
    hint="送達對象或查核項目",
)


@require_safe
@firm_door("inspections.view")
def index(request: HttpRequest, firm: Firm) -> HttpResponse:
    listing = FOLLOWED.of(request, followed_inspections(firm, request.user))
    if listing.wants_csv:
        return listing.csv(f"{firm.code}-追蹤報告")
    today = timezone.localdate()
    shown = [
        (row, as_followed(row), _missed(row), kind_allows(request.user, firm, ISSUES, row.kind))
        for row in listing
    ]
    crumbs = [_crumb("缺失", "findings", firm)]
    context = {"listing": listing, "rows": shown, "firm": firm, "today": today, "crumbs": crumbs}
    return page_or_part(request, "inspections/finding_follow_ups.html", "table", context)


@require_safe
@firm_door("inspections.view")
def issued(request: HttpRequest, firm: Firm) -> HttpResponse:
    listing = ISSUED.of(request, issued_by(firm, request.user))
    if listing.wants_csv:
        return listing.csv(f"{firm.code}-已提出的追蹤報告")
    crumbs = [_crumb("缺失", "findings", firm), _crumb("追蹤報告", "follow_ups", firm)]
    suffixes = sorted(load_writers())
    context = {"listing": listing, "firm": firm, "crumbs": crumbs, "suffixes": suffixes}
    return page_or_part(request, "inspections/finding_follow_ups_issued.html", "table", context)


@require_http_methods(["GET", "HEAD", "POST"])
@inspection_door(ISSUES)
def issue(request: HttpRequest, firm: Firm, inspection: Inspection) -> HttpResponse:
    found, today = followed(inspection), timezone.localdate()
    if found is None or found.next_due is None:
        messages.info(request, "這次查核目前不必提出追蹤報告。")
        return redirect("follow_ups", firm.code)
    form = FollowUpForm(request.POST or None, initial={"due_on": found.next_due})
    if form.is_bound and form.is_valid():
        made = refuse_form(
            form,
            lambda: follow_ups.issue_follow_up(
                inspection=inspection, by=request.user, **form.cleaned_data
            ),
        )
        if made:
            messages.success(request, "追蹤報告已提出，內容不再變動。")
            return redirect("follow_ups_issued", firm.code)
    context = {
        "firm": firm,
        "inspection": inspection,
        "followed": found,
        "missed": list(found.missed(on=today)),
        "early": not found.may_issue(on=today),
        "form": form,
        "today": today,
        "back": reverse("follow_ups", args=[firm.code]),
        "crumbs": [_crumb("缺失", "findings", firm), _crumb("追蹤報告", "follow_ups", firm)],
    }
    status = 422 if form.is_bound else 200
    return render(request, "inspections/finding_follow_up_issue.html", context, status=status)


@require_safe
@inspection_door("inspections.view")
def download(request: HttpRequest, firm: Firm, follow_up: int, suffix: str) -> HttpResponse:
    rows = FollowUp.objects.select_related("inspection__firm", "issued_by")
    found = get_object_or_404(rows, inspection__firm=firm, pk=follow_up)
    writer = load_writers().get(suffix)
    if writer is None:
        raise Http404("追蹤報告可以下載為 docx、xlsx、pdf。")
    paper = load_papers()[PAPER]
    made_at = timezone.localtime(found.issued_at)
    document = paper.build(follow_up_record(found), made_at=made_at)
    response = HttpResponse(writer.write(document), content_type=writer.media_type)
    name = f"{found.inspection.number}-{paper.title}-{found.issued_on:%Y%m%d}.{suffix}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _crumb(label: str, name: str, firm: Firm) -> dict[str, str]:
    return {"label": label, "url": reverse(name, args=[firm.code])}
