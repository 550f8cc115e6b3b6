"""收信方式: a person's own, whatever the firm."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm

from ..actions.preferring import set_preference
from ..forms import PreferenceForm
from ..queries import last_mail, mode_of


@require_http_methods(["GET", "HEAD", "POST"])
@firm_door("reminders.view")
def show(request: HttpRequest, firm: Firm) -> HttpResponse:
    initial = {"mode": mode_of(request.user), "address": request.user.email}
    form = PreferenceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        set_preference(user=request.user, mode=said["mode"], address=said["address"])
        messages.success(request, "已儲存收信方式。")
        return redirect("reminders", firm.code)
    context = {
        "firm": firm,
        "form": form,
        "mails": bool(settings.EMAIL_HOST),
        "hour": settings.REMINDER_HOUR,
        "last": last_mail(request.user),
        "crumbs": [{"label": "提醒", "url": reverse("reminders", args=[firm.code])}],
    }
    status = 422 if form.errors else 200
    return render(request, "reminders/preferences.html", context, status=status)
