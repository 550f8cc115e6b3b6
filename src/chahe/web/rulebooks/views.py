"""法規: the documents, one edition, one rule."""

import unicodedata
from typing import Any

import rules
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from chahe.deadlines import Cadence
from chahe.rulebook import ChangeKind, Edition, Rule, evidence_kinds

from ..accounts.doors import signed_in_door
from ..htmx import page_or_part
from ..listing import csv_response
from . import queries, queries_documents, queries_imports, queries_rule
from .editions import base_of

CADENCES = [(cadence.value, cadence.label) for cadence in Cadence]
CHANGES = [(kind.value, kind.label) for kind in ChangeKind]
_HEADINGS = ("條號", "代碼", "查核項目", "題目", "強度", "週期", "適用範圍", "修正", "修正理由")


@require_safe
@signed_in_door
def rulebook(request: HttpRequest) -> HttpResponse:
    documents = queries_documents.documents(on=timezone.localdate())
    context = {
        "documents": documents,
        "behind": [each for each in documents if each.unmet],
        "may_import": rules.has_perm("rulebooks.import", request.user),
    }
    return render(request, "rulebooks/rulebook.html", context)


@require_safe
@signed_in_door
def edition(request: HttpRequest, body: str, document: str, edition: str) -> HttpResponse:
    found = _edition(body, document, edition)
    earlier, later = base_of(found), queries.before_and_after(found)[1]
    cadences, changes = _offered(found)
    asked = {
        "q": unicodedata.normalize("NFKC", request.GET.get("q", "")).strip()[:100],
        "cadence": _one_of(cadences, request.GET.get("cadence", "")),
        "change": _one_of(changes, request.GET.get("change", "")),
    }
    branches = queries.tree(found, **asked)
    shown = queries.asked_for(branches)
    if request.GET.get("export") == "csv":
        return csv_response(f"{found.title}-{found.edition}", _HEADINGS, map(_cells, shown))
    query = request.GET.copy()
    query.pop("fold", None)
    context = {
        "edition": found,
        "earlier": earlier,
        "later": later,
        "later_url": queries.edition_url(later) if later else "",
        "branches": branches,
        "count": len(shown),
        "held": queries_documents.held(found, on=timezone.localdate()),
        "may_import": rules.has_perm("rulebooks.import", request.user),
        "asked": asked,
        "filtered": any(asked.values()),
        "folded": request.GET.get("fold") == "1",
        "query": query.urlencode(),
        "cadences": cadences,
        "changes": changes,
        "files": queries_imports.files_of(found),
        "crumbs": [{"label": "法規", "url": reverse("rulebook")}],
    }
    return page_or_part(request, "rulebooks/edition.html", "tree", context)


@require_safe
@signed_in_door
def rule(request: HttpRequest, body: str, document: str, edition: str, path: str) -> HttpResponse:
    found = _edition(body, document, edition)
    if path not in found.by_path:
        raise Http404("這個版本沒有這一條")
    shown = found.by_path[path]
    place = found.rules.index(shown)
    kinds = evidence_kinds()
    context = {
        "edition": found,
        "edition_url": queries.edition_url(found),
        "rule": shown,
        "scope_text": shown.scope_text or queries.EVERYBODY,
        "cadence": "、".join(cadence.label for cadence in shown.cadence),
        "evidence": [kinds[kind] for kind in shown.evidence],
        "sources": queries_rule.sources_of(shown),
        "tests": queries_rule.tests_of(found, shown),
        "notices": queries_rule.changed_since(found, shown),
        "bound": queries_imports.text_of(found, shown.path),
        "children": [
            (child, queries.rule_url(found, child.path))
            for child in found.rules
            if child.parent == shown.path
        ],
        "previous": _link(found, found.rules[place - 1] if place else None),
        "next": _link(found, found.rules[place + 1] if place + 1 < len(found.rules) else None),
        "crumbs": _crumbs(found, shown),
        **_changes(found, shown),
    }
    return render(request, "rulebooks/rule.html", context)


def _edition(body: str, document: str, edition: str) -> Edition:
    if found := queries.edition_of(body, document, edition):
        return found
    raise Http404("沒有這個法規版本")


def _one_of(options: list[tuple[str, str]], asked: str) -> str:
    return asked if asked in dict(options) else ""


def _offered(edition: Edition) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the cadences and changes that some rule of an edition has."""
    cadences = {cadence for rule in edition.rules for cadence in rule.cadence}
    changes = {rule.change.kind for rule in edition.rules if rule.change}
    return [c for c in CADENCES if c[0] in cadences], [c for c in CHANGES if c[0] in changes]


def _cells(rule: Rule) -> tuple[str, ...]:
    return (
        rule.ref,
        rule.code,
        rule.title,
        rule.question,
        rule.strength.label,
        "、".join(cadence.label for cadence in rule.cadence),
        rule.scope_text or queries.EVERYBODY,
        rule.change.kind.label if rule.change else "",
        rule.change.reason if rule.change else "",
    )


def _changes(edition: Edition, rule: Rule) -> dict[str, Any]:
    """Say where a rule came from in the edition before, and what became of it in the next."""
    earlier, later = base_of(edition), queries.before_and_after(edition)[1]
    origin = rule.change.origin if rule.change else None
    became = [
        each
        for each in (later.rules if later else ())
        if each.change and each.change.origin == rule.path and later and base_of(later) is edition
    ]
    return {
        "earlier": earlier,
        "later": later,
        "origin": _link(earlier, earlier.by_path.get(origin)) if earlier and origin else None,
        "became": _link(later, became[0]) if later and became else None,
        "became_kind": became[0].change.kind if became and became[0].change else None,
    }


def _crumbs(edition: Edition, rule: Rule) -> list[dict[str, str]]:
    crumbs = [
        {"label": "法規", "url": reverse("rulebook")},
        {"label": edition.title, "url": queries.edition_url(edition)},
    ]
    above = []
    while rule.parent:
        rule = edition.by_path[rule.parent]
        above.append({"label": rule.title, "url": queries.rule_url(edition, rule.path)})
    return crumbs + above[::-1]


def _link(edition: Edition | None, rule: Rule | None) -> dict[str, Any] | None:
    if edition is None or rule is None:
        return None
    return {"rule": rule, "url": queries.rule_url(edition, rule.path)}
