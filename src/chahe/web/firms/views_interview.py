"""公司概況問答: the facts a firm has not stated and rules turn on, on one sheet."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from . import actions
from .doors import firm_door
from .forms_interview import InterviewForm
from .models import Firm
from .queries_interview import Consequence, consequence_of, groups_of, interview_of


@require_http_methods(["GET", "HEAD", "POST"])
@firm_door("firms.state_fact")
def interview(request: HttpRequest, firm: Firm) -> HttpResponse:
    today = timezone.localdate()
    found = interview_of(firm, on=today)
    posted = request.POST if request.method == "POST" else None
    form = InterviewForm(posted, asked=found.now, initial={"since": today})
    seen = None
    if form.is_valid():
        seen = consequence_of(firm, answers=form.answers, on=today)
        if "preview" not in request.POST and _state(request, firm, form, seen):
            return redirect("firm_interview", firm.code)
    context = {
        "firm": firm,
        "form": form,
        "groups": list(groups_of(form, found.now)),
        "count": len(found.now),
        "later": found.later,
        "seen": seen if not form.errors else None,
        "now": consequence_of(firm, answers={}, on=today),
    }
    return render(request, "firms/interview.html", context, status=422 if form.errors else 200)


def _state(request: HttpRequest, firm: Firm, form: InterviewForm, seen: Consequence) -> Any:
    try:
        facts = actions.state_facts(firm=firm, by=request.user, statements=form.statements)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None
    moved = f"納入 {len(seen.entering)} 項、退出 {len(seen.leaving)} 項查核項目"
    messages.success(request, f"已申報 {len(facts)} 項公司事實；{moved}。")
    return facts
