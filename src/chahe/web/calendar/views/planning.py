"""To plan a firm's year."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.inspections.kinds import plannable
from chahe.web.inspections.views.acting import refuse_form
from chahe.workflow import InspectionKind

from ..actions.planning import Counts, plan_year
from ..asked import asked_year
from ..forms import PlanForm
from ..queries import planned_documents
from .tabs import at, crumbs


@require_http_methods(["GET", "HEAD", "POST"])
@firm_door("calendar.plan")
def plan(request: HttpRequest, firm: Firm) -> HttpResponse:
    today = timezone.localdate()
    year = asked_year(request, today=today).year
    kinds = plannable(request.user, firm)
    initial = {"year": year, "documents": planned_documents(firm, year, on=today)}
    form = PlanForm(request.POST or None, initial=initial, today=today, kinds=kinds)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        counts = refuse_form(
            form,
            lambda: plan_year(
                firm=firm,
                year=said["year"],
                kind=InspectionKind(said["kind"]),
                documents=said["documents"],
                by=request.user,
            ),
        )
        if counts is not None:
            messages.success(request, _words(counts))
            return redirect(at("calendar", firm, year=said["year"]))
    context = {"firm": firm, "form": form, "crumbs": crumbs(firm)}
    return render(request, "calendar/plan.html", context, status=422 if form.is_bound else 200)


def _words(counts: Counts) -> str:
    if not counts:
        return "計畫已是最新，沒有要更動的項目。"
    said = [("排入", counts.made), ("更新", counts.changed), ("不再適用", counts.gone)]
    return "已安排：" + "、".join(f"{word} {number} 項" for word, number in said if number) + "。"
