"""安排查核: the sections of a month, of a kind the user may plan."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chahe.deadlines import Cadence
from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.workflow import InspectionKind

from ..actions import planning
from ..forms_planning import Choices, PlanForm
from ..kinds import plannable
from ..models import Inspection
from .acting import done

# Planned from pages of their own: a campaign asks many firms, an engagement has its programme.
ELSEWHERE = frozenset({InspectionKind.SPECIAL, InspectionKind.CPA})


@require_http_methods(["GET", "HEAD", "POST"])
@firm_door("inspections.plan")
def plan(request: HttpRequest, firm: Firm) -> HttpResponse:
    today = timezone.localdate()
    kinds = [kind for kind in plannable(request.user, firm) if kind not in ELSEWHERE]
    found = planning.sections_that_bind(firm, on=today)
    form = PlanForm(
        request.POST or None,
        kinds=kinds,
        choices=_choices(found),
        initial=_initial(firm, kinds, found),
    )
    if form.is_bound and form.is_valid():
        planned = _plan_all(request, firm, form)
        if len(planned) == 1:
            return redirect("inspection", firm.code, planned[0].pk)
        return redirect("inspections", firm.code)
    crumbs = [{"label": "查核", "url": reverse("inspections", args=[firm.code])}]
    context = {"form": form, "firm": firm, "crumbs": crumbs}
    return render(request, "inspections/plan.html", context, status=422 if form.is_bound else 200)


def _initial(
    firm: Firm, kinds: list[InspectionKind], found: list[planning.Asked]
) -> dict[str, object]:
    """Offer this month's monthly sections that are not planned yet."""
    today = timezone.localdate()
    kind = kinds[0] if kinds else InspectionKind.SELF
    already = planning.planned_sections(firm, on=today, kind=kind)
    monthly = [
        asked.key
        for asked in found
        if asked.cadence is Cadence.MONTHLY and asked.key not in already
    ]
    return {"kind": kind, "month": today.replace(day=1), "sections": monthly}


def _plan_all(request: HttpRequest, firm: Firm, form: PlanForm) -> list[Inspection]:
    said, planned = form.cleaned_data, []
    for key in said["sections"]:
        section, _, cadence = key.rpartition("@")
        inspection = done(
            request,
            lambda section=section, cadence=cadence: planning.plan_inspection(
                firm=firm,
                section=section,
                cadence=Cadence(cadence),
                on=said["month"],
                kind=InspectionKind(said["kind"]),
                subject=said["subject"],
                by=request.user,
            ),
            "已安排查核。",
        )
        if inspection:
            planned.append(inspection)
    return planned


def _choices(found: list[planning.Asked]) -> Choices:
    """Return sections as choices, under the titles of their documents."""
    return [
        (title, [(asked.key, _label(asked)) for asked in group])
        for title, group in groupby(found, lambda asked: asked.edition.title)
    ]


def _label(asked: planning.Asked) -> str:
    leaves = len(planning.leaves_at(*asked.whole))
    return f"{asked.section.code} {asked.section.title}（{asked.cadence.label}，{leaves} 條）"
