"""證券商 and 公司概況."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chahe.rulebook import fact_kinds

from ..accounts.doors import signed_in_door
from ..htmx import page_or_part
from ..listing import Column, Listing
from . import actions
from .doors import firm_door, market_door
from .forms import FactForm, FirmForm, initial_of
from .models import Firm
from .queries import facts_on, firms_with_facts
from .queries_profile import profile_of

FIRMS = Listing(
    columns=(
        Column("code", "代號", order_by="code"),
        Column("name", "名稱", order_by="name"),
        Column("stated", "已申報事實", order_by="stated", number=True),
    ),
    search=("code", "name"),
    sort="code",
    hint="代號或名稱",
)


@require_safe
@signed_in_door
def firms(request: HttpRequest) -> HttpResponse:
    listing = FIRMS.of(request, firms_with_facts(request.user))
    if listing.wants_csv:
        return listing.csv("證券商")
    context = {
        "listing": listing,
        "kinds": len(fact_kinds()),
        "may_create": request.user.has_perm("firms.create", None),
    }
    return page_or_part(request, "firms/firms.html", listing.part, context)


@require_http_methods(["GET", "HEAD", "POST"])
@market_door("firms.create")
def new_firm(request: HttpRequest) -> HttpResponse:
    form = FirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        firm = _try(form, lambda: actions.create_firm(by=request.user, **form.cleaned_data))
        if firm:
            messages.success(request, f"已建立{firm}。接著請建立這家證券商的帳號。")
            return redirect("firm_people", code=firm.code)
    context = {"form": form, "crumbs": [{"label": "證券商", "url": reverse("firms")}]}
    return render(request, "firms/firm_new.html", context, status=422 if form.errors else 200)


@require_safe
@firm_door("firms.view")
def profile(request: HttpRequest, firm: Firm) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "firm": firm,
        "today": today,
        "profile": profile_of(firm, on=today),
        "may_state": request.user.has_perm("firms.state_fact", firm),
    }
    return render(request, "firms/profile.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_door("firms.state_fact")
def state_fact(request: HttpRequest, firm: Firm, kind: str) -> HttpResponse:
    if kind not in fact_kinds():
        raise Http404("沒有這一項公司事實")
    asked, today = fact_kinds()[kind], timezone.localdate()
    known = facts_on(firm, on=today)
    initial = {"since": today}
    if kind in known:
        initial["value"] = initial_of(asked, known[kind])
    if tried := request.GET.getlist("value"):  # from the scope explorer's "what if"
        initial["value"] = tried if asked.type == "choices" else tried[0]
    posted = request.POST if request.method == "POST" else None
    form = FactForm(posted, kind=asked, initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        fact = _try(form, lambda: actions.state_fact(firm=firm, by=request.user, kind=kind, **said))
        if fact:
            messages.success(request, f"已申報「{asked.title}」：{asked.word(fact.value)}。")
            return redirect("firm_profile", firm.code)
    context = {
        "firm": firm,
        "kind": asked,
        "now": asked.word(known[kind]) if kind in known else "",
        "form": form,
        "crumbs": [{"label": "公司概況", "url": reverse("firm_profile", args=[firm.code])}],
    }
    return render(request, "firms/fact.html", context, status=422 if form.errors else 200)


def _try(form: forms.Form, act: Callable[[], Any]) -> Any:
    """Run an act on a valid form; a refusal becomes the error of the field it is about."""
    try:
        return act()
    except ValidationError as refusal:
        field = (refusal.code or "").removesuffix("_taken")
        form.add_error(field if field in form.fields else None, refusal)
        return None
