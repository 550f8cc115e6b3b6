"""提醒時程: on which days a firm's people are reminded."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm

from ..actions.scheduling import set_schedule
from ..forms import ScheduleForm
from ..queries import schedule_of


@require_http_methods(["GET", "HEAD", "POST"])
@firm_door("reminders.set_schedule")
def show(request: HttpRequest, firm: Firm) -> HttpResponse:
    held, waiting_days = schedule_of(firm)
    initial = {
        "before": held.before,
        "after": held.after,
        "every": held.every,
        "waiting_days": waiting_days,
    }
    form = ScheduleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        set_schedule(
            firm=firm,
            schedule=form.schedule(),
            waiting_days=form.cleaned_data["waiting_days"],
            by=request.user,
        )
        messages.success(request, "已儲存提醒時程，下一次產生提醒時生效。")
        return redirect("reminders", firm.code)
    back = reverse("reminders", args=[firm.code])
    context = {"firm": firm, "form": form, "crumbs": [{"label": "提醒", "url": back}]}
    status = 422 if form.errors else 200
    return render(request, "reminders/schedule.html", context, status=status)
