"""檢測門檻: every figure the checks test by, and one of them, which the firm may set."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.htmx import page_or_part
from chahe.web.inspections.actions.thresholds import set_threshold
from chahe.web.inspections.models import Threshold
from chahe.web.inspections.views.acting import refuse_form
from chahe.web.listing import ListedRows

from ..forms import ThresholdForm
from ..thresholds import THRESHOLDS, TONES, figure_of, figures_of


@require_safe
@firm_door("inspections.view")
def index(request: HttpRequest, firm: Firm) -> HttpResponse:
    listing = ListedRows(THRESHOLDS, request, figures_of(firm))
    if listing.wants_csv:
        return listing.csv("檢測門檻")
    context = {
        "firm": firm,
        "crumbs": [{"label": "查核", "url": reverse("inspections", args=[firm.code])}],
        "listing": listing,
        "shown": [(row, TONES[row.state]) for row in listing],
    }
    return page_or_part(request, "checking/thresholds.html", "table", context)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_door("inspections.view")
def one(request: HttpRequest, firm: Firm, check: str, parameter: str) -> HttpResponse:
    """Show a threshold and what was set of it before; whoever may set it does so here."""
    figure = figure_of(firm, check, parameter)
    if figure is None:
        raise Http404
    sets = request.user.has_perm("thresholds.set", firm)
    form = ThresholdForm(
        request.POST if request.method == "POST" else None, unit=figure.parameter.unit
    )
    if request.method == "POST":
        if not sets:
            raise PermissionDenied("thresholds.set")
        said = {"firm": firm, "check": figure.check, "parameter": figure.parameter}
        if form.is_valid() and refuse_form(
            form, lambda: set_threshold(**said, by=request.user, **form.cleaned_data)
        ):
            messages.success(request, "已設定；之後執行的檢測使用新的數值，先前的結果不變。")
            return redirect("thresholds", firm.code)
    own = Threshold.objects.filter(firm=firm, check_id=check, parameter=parameter)
    context = {
        "firm": firm,
        "crumbs": [
            {"label": "查核", "url": reverse("inspections", args=[firm.code])},
            {"label": "檢測門檻", "url": reverse("thresholds", args=[firm.code])},
        ],
        "figure": figure,
        "tone": TONES[figure.state],
        "history": own.select_related("set_by"),
        "form": form if sets else None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "checking/threshold.html", context, status=status)
