"""Figures nobody has found, as people enter them: for one firm, or for every firm."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chahe.rulebook.parameter import Topic

from ..accounts.doors import market_door
from ..firms.doors import firm_door
from ..firms.models import Firm
from . import actions_figures
from .forms_figures import FigureForm
from .models import EnteredFigure
from .queries_figures import Entered, figures_for_all, history_of, topic_to_enter


@require_safe
@market_door("crosswalk.state_figure")
def market_figures(request: HttpRequest) -> HttpResponse:
    context = {"topics": figures_for_all(on=timezone.localdate()), "crumbs": [_crosswalk()]}
    return render(request, "crosswalk/figures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@market_door("crosswalk.state_figure")
def market_figure_state(request: HttpRequest, topic: str) -> HttpResponse:
    url = reverse("market_figures")
    crumbs = [_crosswalk(), {"label": "統一填寫的參數", "url": url}]
    return _state(request, None, topic, back=url, crumbs=crumbs)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_door("firms.state_fact")
def figure_state(request: HttpRequest, firm: Firm, topic: str) -> HttpResponse:
    url = reverse("firm_conflicts", args=[firm.code])
    return _state(request, firm, topic, back=url, crumbs=[{"label": "參數與衝突", "url": url}])


def _state(
    request: HttpRequest, firm: Firm | None, name: str, *, back: str, crumbs: list[dict[str, str]]
) -> HttpResponse:
    topic = topic_to_enter(name)
    if topic is None:
        raise Http404("沒有這個由使用者填寫的參數")
    entered = history_of(firm, topic, on=timezone.localdate())
    posted = request.POST if request.method == "POST" else None
    initial = _initial(topic, entered, asked=request.GET.get("population", ""))
    form = FigureForm(posted, topic=topic, initial=initial)
    if form.is_valid() and (figure := _stated(request, form, firm, topic)):
        messages.success(request, f"已填寫「{topic.title}」：{figure.words}。")
        return redirect(f"{back}#{topic.id}")
    context = {
        "firm": firm,
        "topic": topic,
        "entered": entered,
        "form": form,
        "back": f"{back}#{topic.id}",
        "crumbs": crumbs,
    }
    return render(request, "crosswalk/figure.html", context, status=422 if form.errors else 200)


def _stated(
    request: HttpRequest, form: FigureForm, firm: Firm | None, topic: Topic
) -> EnteredFigure | None:
    said = dict(form.cleaned_data)
    since = said.pop("since")
    try:
        return actions_figures.state_figure(
            firm=firm, topic=topic.id, by=request.user, since=since, said=said
        )
    except ValidationError as refusal:
        code = getattr(refusal, "code", "")
        form.add_error(code if code in form.fields else None, refusal)
        return None


def _initial(topic: Topic, entered: list[Entered], *, asked: str) -> dict[str, Any]:
    """Fill the form with what holds for the population asked for; else with what is usual."""
    only = next(iter(topic.populations)) if len(topic.populations) == 1 else ""
    usual = {"since": timezone.localdate(), "unit": topic.unit, "population": asked or only}
    held = [e.figure for e in entered if e.holds and e.figure.population == usual["population"]]
    said = ("value", "unit", "action", "text", "source")
    return usual | ({name: getattr(held[0], name) for name in said} if held else {})


def _crosswalk() -> dict[str, str]:
    return {"label": "條款對照", "url": reverse("crosswalk")}
