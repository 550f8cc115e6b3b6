"""條款提案: one rule of an import, and what is decided of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from chahe.rulebook.spans import changed_spans

from ..accounts.doors import market_door
from . import actions_deciding, queries_imports
from .acting import done
from .forms_imports import DecideForm, OriginForm
from .models import ProposedRule


@require_http_methods(["GET", "HEAD", "POST"])
@market_door("rulebooks.import")
def show(request: HttpRequest, pk: int, rule: int) -> HttpResponse:
    found = _found(pk, rule)
    if request.method != "POST":
        return _page(request, found, DecideForm(rule=found), status=200)
    values = None
    as_it_is = found.is_removal or found.imported.only_text or "as_proposed" in request.POST
    if not as_it_is:
        form = DecideForm(request.POST, rule=found)
        if not form.is_valid():
            return _page(request, found, form, status=422)
        values = form.cleaned_data
    accepted = done(
        request,
        lambda: actions_deciding.accept(rule=found, by=request.user, values=values),
        f"{found.ref} 已採納。",
    )
    return _onward(found, decided=bool(accepted))


@require_POST
@market_door("rulebooks.import")
def reject(request: HttpRequest, pk: int, rule: int) -> HttpResponse:
    found = _found(pk, rule)
    said = "保留在新版本中。" if found.is_removal else "不納入新版本。"
    rejected = done(
        request,
        lambda: actions_deciding.reject(rule=found, by=request.user),
        f"{found.ref} {said}",
    )
    return _onward(found, decided=bool(rejected))


@require_POST
@market_door("rulebooks.import")
def origin(request: HttpRequest, pk: int, rule: int) -> HttpResponse:
    found = _found(pk, rule)
    form = OriginForm(request.POST, rule=found)
    if not form.is_valid():
        return _page(request, found, DecideForm(rule=found), status=422, origin_form=form)
    done(
        request,
        lambda: actions_deciding.choose_origin(
            rule=found, origin=form.cleaned_data["origin"], by=request.user
        ),
        f"{found.ref} 已改對應，請再決定一次。",
    )
    return redirect(found)


def _onward(rule: ProposedRule, *, decided: bool) -> HttpResponse:
    """Lead to the next undecided rule, or back to the import when there is none."""
    if not decided:
        return redirect(rule)
    return redirect(queries_imports.next_pending(rule) or rule.imported)


def _page(
    request: HttpRequest, rule: ProposedRule, form: DecideForm, *, status: int, **forms: Any
) -> HttpResponse:
    imported = rule.imported
    before = queries_imports.before_of(imported)
    origin = before.by_path.get(rule.origin) if before else None
    text_before = queries_imports.text_before(imported, rule.origin)
    context = {
        "rule": rule,
        "imported": imported,
        "form": form,
        "origin": origin,
        "text_before": text_before,
        "spans": changed_spans(text_before, rule.text) if text_before and rule.text else (),
        "origin_form": OriginForm(rule=rule) if rule.named else None,
        "next": queries_imports.next_pending(rule),
        "crumbs": [
            {"label": "法規", "url": reverse("rulebook")},
            {"label": "匯入官方文件", "url": reverse("imports")},
            {"label": str(imported), "url": imported.get_absolute_url()},
        ],
        **forms,
    }
    return render(request, "rulebooks/import_rule.html", context, status=status)


def _found(pk: int, rule: int) -> ProposedRule:
    if found := queries_imports.proposal_of(pk, rule):
        return found
    raise Http404("沒有這筆提案")
