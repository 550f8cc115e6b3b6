"""搜尋: a page of results, and the best of them while one types.

Before either is asked, the index is made true (`actions.catch_up`): two small queries, as a rule.
"""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..accounts.doors import signed_in_door
from ..htmx import page_or_part
from .actions import catch_up
from .queries import best
from .results import Results
from .terms import ask

SHOWN = 8


@require_safe
@signed_in_door
def results(request: HttpRequest) -> HttpResponse:
    question = ask(request.GET.get("q", ""))
    if question.terms:
        catch_up()
    listing = Results(request, question)
    if listing.wants_csv:
        return listing.csv("搜尋結果")
    context = {"listing": listing, "question": question}
    return page_or_part(request, "search/results.html", "results", context)


@require_safe
@signed_in_door
def typed(request: HttpRequest) -> HttpResponse:
    """Answer what is typed in the bar above every page with the best of what it finds."""
    question = ask(request.GET.get("q", ""))
    every = f"{reverse('search')}?{urlencode({'q': question.text})}"
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(every)
    context = {"question": question, "every": every}
    if question.terms and not question.is_short:
        catch_up()
        context["hits"], context["found"] = best(request.user, question, shown=SHOWN)
    return render(request, "search/_typed.html", context)
