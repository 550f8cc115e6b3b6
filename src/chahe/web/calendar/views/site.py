"""Pages of no firm: the tables of working days, and planning for every firm."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chahe.web.accounts.doors import market_door, signed_in_door
from chahe.web.htmx import page_or_part
from chahe.web.inspections.views.acting import refuse_form

from ..actions.everyone import plan_everyone
from ..actions.working_days import add_working_days
from ..forms import EveryoneForm, WorkingDaysForm
from ..models import PlanningRun
from ..queries import latest_runs
from ..working import shown_tables


@require_safe
@signed_in_door
def days(request: HttpRequest) -> HttpResponse:
    return _days(request, WorkingDaysForm())


@require_POST
@market_door("calendar.add_working_days")
def add_days(request: HttpRequest) -> HttpResponse:
    form = WorkingDaysForm(request.POST, request.FILES)
    added = form.is_valid() and refuse_form(
        form,
        lambda: add_working_days(
            content=form.cleaned_data["file"].read(),
            source=form.cleaned_data["source"],
            by=request.user,
        ),
    )
    if not added:
        return _days(request, form, status=422)
    messages.success(request, f"已匯入{added}，應完成日在下一次核對計畫時更新。")
    return redirect("working_days")


def _days(request: HttpRequest, form: WorkingDaysForm, *, status: int = 200) -> HttpResponse:
    context = {
        "tables": shown_tables(),
        "form": form,
        "may_everyone": request.user.has_perm("calendar.plan_everyone", None),
        "may_add": request.user.has_perm("calendar.add_working_days", None),
    }
    return render(request, "calendar/working_days.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@market_door("calendar.plan_everyone")
def everyone(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    form = EveryoneForm(request.POST or None, initial={"year": today.year}, today=today)
    run = (
        form.is_bound
        and form.is_valid()
        and refuse_form(
            form, lambda: plan_everyone(year=form.cleaned_data["year"], by=request.user)
        )
    )
    if run:
        return redirect("planning_run", run.pk)
    context = {"form": form, "runs": latest_runs()}
    return render(request, "calendar/everyone.html", context, status=422 if form.is_bound else 200)


@require_safe
@market_door("calendar.plan_everyone")
def planning_run(request: HttpRequest, planning_run: int) -> HttpResponse:
    run = get_object_or_404(PlanningRun.objects.select_related("asked_by"), pk=planning_run)
    return page_or_part(request, "calendar/planning_run.html", "run", {"run": run})
