"""扣分: schemes as they were entered, a new version, and the points of a finding."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.htmx import page_or_part
from chahe.web.listing import Column, Filter, Listing

from ..actions import deductions
from ..doors import inspection_door
from ..forms_deductions import DeductForm, SchemeForm
from ..models import DeductionScheme
from ..queries_deductions import entries_of, newest_scheme, scheme_for, scheme_on, schemes
from ..queries_finding import finding_for_page
from .acting import done, refuse_form
from .finding_step import step


def _by_kind(rows: Any, value: str) -> Any:
    return rows.filter(is_example=value == "example")


SCHEMES = Listing(
    columns=(
        Column("name", "名稱", order_by="name"),
        Column("since", "自何日起", order_by="since"),
        Column("entries", "項數", value=lambda row: len(row.entries), number=True),
        Column("single", "單次門檻", order_by="single_limit", value="single_limit", number=True),
        Column("average", "平均門檻", order_by="average_limit", value="average_limit", number=True),
        Column("source", "來源"),
        Column("limits_source", "門檻來源", in_table=False),
        Column("example", "僅為範例", value="is_example", in_table=False),
        Column("made", "填寫", order_by="made_at", value="made_at"),
    ),
    filters=(Filter("kind", "種類", [("used", "標準"), ("example", "僅為範例")], _by_kind),),
    search=("name", "source"),
    sort="-since",
    hint="名稱或來源",
)


@require_safe
@firm_door("firms.view")
def index(request: HttpRequest, firm: Firm) -> HttpResponse:
    listing = SCHEMES.of(request, schemes())
    if listing.wants_csv:
        return listing.csv("扣分標準")
    asked = request.GET.get("scheme", "")
    shown = DeductionScheme.objects.filter(pk=asked).first() if asked.isdecimal() else None
    shown = shown or scheme_on(timezone.localdate())
    context = {
        "listing": listing,
        "firm": firm,
        "shown": shown,
        "entries": entries_of(shown) if shown else (),
        "example_there": DeductionScheme.objects.filter(is_example=True).exists(),
        "crumbs": [_findings(firm)],
    }
    return page_or_part(request, "inspections/finding_schemes.html", "table", context)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_door("findings.scheme")
def create(request: HttpRequest, firm: Firm) -> HttpResponse:
    form = SchemeForm(request.POST or None, initial=_initial(newest_scheme()))
    if form.is_bound and form.is_valid():
        scheme = refuse_form(
            form, lambda: deductions.enter_scheme(by=request.user, **form.cleaned_data)
        )
        if scheme:
            messages.success(request, f"已填入「{scheme}」。")
            return redirect("deduction_schemes", firm.code)
    url = reverse("deduction_schemes", args=[firm.code])
    context = {
        "form": form,
        "firm": firm,
        "back": url,
        "crumbs": [_findings(firm), {"label": "扣分標準", "url": url}],
    }
    status = 422 if form.is_bound else 200
    return render(request, "inspections/finding_scheme_new.html", context, status=status)


@require_POST
@firm_door("findings.scheme")
def example(request: HttpRequest, firm: Firm) -> HttpResponse:
    said = "已填入範例；分數是虛構的，不計入任何門檻。"
    done(request, lambda: deductions.enter_example(by=request.user), said)
    return redirect("deduction_schemes", firm.code)


@require_POST
@inspection_door("findings.deduct")
def deduct(request: HttpRequest, firm: Firm, finding: int) -> HttpResponse:
    found = finding_for_page(firm, finding)
    scheme = scheme_for(found)
    form = DeductForm(request.POST, entries=entries_of(scheme) if scheme else ())
    return step(
        request, firm, found,
        lambda: deductions.deduct(finding=found, by=request.user, key=form.cleaned_data["key"]),
        "已更新扣分。", deduct_form=form,
    )  # fmt: skip


def _initial(scheme: DeductionScheme | None) -> dict[str, Any]:
    """Begin a new version as a copy of the one before; of an example nothing is copied."""
    today = timezone.localdate()
    if scheme is None or scheme.is_example:
        return {"since": today}
    said = ("name", "source", "single_limit", "average_limit", "limits_source")
    lines = "\n".join(entry.as_line() for entry in entries_of(scheme))
    return {"since": today, "entries": lines, **{name: getattr(scheme, name) for name in said}}


def _findings(firm: Firm) -> dict[str, str]:
    return {"label": "缺失", "url": reverse("findings", args=[firm.code])}
