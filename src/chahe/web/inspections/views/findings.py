"""缺失: the list, the opening of one, and its page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.htmx import page_or_part
from chahe.web.listing import csv_response
from chahe.workflow import Verdict

from ..actions import findings
from ..doors import inspection_door
from ..findings_overview import FindingsOverview
from ..forms_findings import OpenFindingForm
from ..listing_findings import FINDINGS
from ..queries import paper_of
from ..queries_finding import finding_for_page
from ..queries_findings import age_of, listed_findings
from ..queries_recurrence import earlier_findings, periods_looked_back
from .acting import refuse_form
from .finding_page import finding_page, paper_url


@require_safe
@firm_door("inspections.view")
def index(request: HttpRequest, firm: Firm) -> HttpResponse:
    listing = FINDINGS.of(request, listed_findings(firm, request.user))
    if listing.wants_csv:
        return listing.csv(f"{firm.code}-缺失")
    today = timezone.localdate()
    overview = FindingsOverview(firm, request.user, today)
    rows = [(row, age_of(row, on=today)) for row in listing]
    context = {
        "listing": listing,
        "rows": rows,
        "firm": firm,
        "today": today,
        "overview": overview,
    }
    return page_or_part(request, "inspections/findings.html", "table", context)


@require_safe
@firm_door("inspections.view")
def ageing(request: HttpRequest, firm: Firm) -> HttpResponse:
    overview = FindingsOverview(firm, request.user, timezone.localdate())
    return csv_response(f"{firm.code}-缺失帳齡", ("帳齡", "未結案缺失"), overview.rows())


@require_http_methods(["GET", "HEAD", "POST"])
@inspection_door("findings.open")
def create(request: HttpRequest, firm: Firm, paper: int) -> HttpResponse:
    found = paper_of(firm, paper)
    if not found.is_draft or found.verdict != Verdict.NONCONFORMING:
        messages.error(request, "底稿在編製中而且結果為「不符」時，才能開立缺失。")
        return redirect(found)
    criteria = (
        f"{found.inspection.document_title}（{found.edition_label}）{found.ref}：{found.question}"
    )
    form = OpenFindingForm(
        request.POST or None,
        initial={"criteria": criteria},
        earlier=earlier_findings(found, request.user),
        periods=periods_looked_back(),
    )
    if form.is_bound and form.is_valid():
        finding = refuse_form(
            form, lambda: findings.open_finding(paper=found, by=request.user, **form.said())
        )
        if finding:
            messages.success(request, f"已開立缺失 {finding.number}。")
            return redirect("paper", firm.code, found.pk)
    crumbs = [
        {"label": "查核", "url": reverse("inspections", args=[firm.code])},
        {"label": str(found), "url": paper_url(found)},
    ]
    context = {"form": form, "firm": firm, "paper": found, "crumbs": crumbs}
    status = 422 if form.is_bound else 200
    return render(request, "inspections/finding_new.html", context, status=status)


@require_safe
@inspection_door("inspections.view")
def show(request: HttpRequest, firm: Firm, finding: int) -> HttpResponse:
    return finding_page(request, firm, finding_for_page(firm, finding))
