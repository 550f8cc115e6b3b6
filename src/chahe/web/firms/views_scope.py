"""適用範圍: every rule of a day with its reason, and what if some facts were others."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from chahe.rulebook import fact_kinds

from ..listing import csv_response
from .doors import firm_door
from .forms_scope import ScopeForm, WhatIfForm, address_of
from .models import Firm
from .queries import facts_on
from .queries_scope import Asked, Document, documents_in_force, explore

_HEADINGS = ("文件", "版本", "條號", "代碼", "條款", "逐項查核", "適用", "理由", "試算")
_CHANGES = {"entering": "納入", "leaving": "退出", "": ""}


@require_safe
@firm_door("firms.view")
def explorer(request: HttpRequest, firm: Firm) -> HttpResponse:
    today = timezone.localdate()
    titles = documents_in_force(on=today)
    form = ScopeForm(request.GET, documents=titles)
    form.full_clean()
    on = form.cleaned_data.get("on") or today
    known = facts_on(firm, on=on)
    trial = WhatIfForm(request.GET, known=known)
    changed = trial.changed if trial.is_valid() else {}
    asked = _asked(form, request, changed)
    documents, counts = explore(facts=known, changed=changed, on=on, asked=asked)
    if request.GET.get("export") == "csv":
        return csv_response(f"{firm.code}-適用範圍-{on}", _HEADINGS, _cells(documents))
    query = request.GET.copy()
    query.pop("export", None)
    context = {
        "firm": firm,
        "on": on,
        "form": form,
        "trial": trial,
        "groups": list(trial.groups),
        "changed": list(_changes(firm, changed, known)),
        "asked": asked,
        "filtered": asked != Asked(),
        "documents": documents,
        "shown": sum(len(s.rows) for document in documents for s in document.sections),
        "counts": counts,
        "query": query.urlencode(),
        "may_state": request.user.has_perm("firms.state_fact", firm),
    }
    return render(request, "firms/scope.html", context)


def _asked(form: ScopeForm, request: HttpRequest, changed: Mapping[str, Any]) -> Asked:
    said = form.cleaned_data
    return Asked(
        document=said.get("document", ""),
        applies=said.get("applies", ""),
        fact=said.get("fact", ""),
        q=unicodedata.normalize("NFKC", said.get("q", "")).strip(),
        changes=bool(changed) and request.GET.get("show") != "all",
    )


def _changes(
    firm: Firm, changed: Mapping[str, Any], known: Mapping[str, Any]
) -> Iterator[dict[str, str]]:
    """Say of each changed fact what it would be, and where to state it for real."""
    for name, value in changed.items():
        kind = fact_kinds()[name]
        query = urlencode(address_of(kind, value))
        yield {
            "title": kind.title,
            "was": kind.word(known[name]) if name in known else "未申報",
            "would_be": kind.word(value),
            "url": f"{reverse('fact_state', args=[firm.code, name])}?{query}",
        }


def _cells(documents: list[Document]) -> Iterator[tuple[Any, ...]]:
    for document in documents:
        for section in document.sections:
            for row in section.rows:
                rule, standing = row.rule, row.standing
                yield (
                    document.edition.title,
                    document.edition.edition,
                    rule.ref,
                    rule.code,
                    rule.title,
                    rule.leaf,
                    "適用" if standing.applies else "不適用",
                    standing.reason,
                    _CHANGES[row.change],
                )
