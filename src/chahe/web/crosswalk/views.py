"""對照: the matrix, what is proposed, and what people say of it."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chahe.rulebook.crosswalk import Kind
from chahe.workflow import Refused

from ..accounts.doors import market_door, signed_in_door
from ..htmx import page_or_part
from ..listing import Column, Filter, Listing, csv_response
from . import actions
from .forms import DecisionForm
from .models import KINDS, ConfirmedRelation
from .queries import proposed_relations
from .queries_matrix import SHOWN, Matrix, compared_editions, matrix
from .queries_pairs import Side, pair_of, side_of

PAGE = 20  # proposals a page
DECISIONS = Listing(
    columns=(
        Column("start", "條款", order_by="start"),
        Column("kind", "關係", order_by="kind", value="get_kind_display"),
        Column("end", "對應條款", order_by="end"),
        Column("decision", "決定", order_by="decision", value="get_decision_display"),
        Column("note", "說明"),
        Column("by", "決定人", value=lambda each: str(each.by)),
        Column("at", "時間", order_by="at"),
        Column("change", "變更", in_csv=False),
    ),
    filters=(
        Filter("decision", "決定", ConfirmedRelation.Decision.choices, "decision"),
        Filter("kind", "關係", KINDS, "kind"),
    ),
    search=("start", "end", "note"),
    sort="-at",
    hint="文件、條號或說明",
)


@require_safe
@signed_in_door
def crosswalk(request: HttpRequest) -> HttpResponse:
    shown = compared_editions(on=timezone.localdate())
    documents = [edition.document for edition in shown]
    asked = request.GET.get("document", "")
    document = asked if asked in documents else max(shown, key=lambda e: len(e.rules)).document
    which = request.GET.get("show", "") if request.GET.get("show", "") in SHOWN else "related"
    found = matrix(shown, document=document, which=which)
    if request.GET.get("export") == "csv":
        return csv_response(f"條款對照-{found.edition.id}", _headings(found), _lines(found))
    may_decide = request.user.has_perm("crosswalk.decide", None)
    context = {
        "matrix": found,
        "which": which,
        "shown": SHOWN.items(),
        "documents": [(edition.document, edition.title) for edition in shown],
        "may_decide": may_decide,
        "may_state_figures": may_decide and request.user.has_perm("crosswalk.state_figure", None),
    }
    return page_or_part(request, "crosswalk/crosswalk.html", "matrix", context)


def _headings(found: Matrix) -> list[str]:
    return ["條號", "查核項目", "題目", *(edition.title for edition in found.others)]


def _lines(found: Matrix) -> Iterator[list[str]]:
    for row in found.rows:
        cells = (
            "；".join(
                f"{link.ref} {link.title}（{link.relation.kind.label}、{link.basis}）"
                for link in cell
            )
            for cell in row.cells
        )
        yield [row.rule.ref, row.rule.title, row.rule.question, *cells]


@require_safe
@market_door("crosswalk.decide")
def proposals(request: HttpRequest) -> HttpResponse:
    found = proposed_relations(compared_editions(on=timezone.localdate()))
    if request.GET.get("export") == "csv":
        rows = ((each.start, each.end, f"{each.likeness:.0%}") for each in found)
        return csv_response("條款對照建議", ("條款", "對應條款", "文字相似度"), rows)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "pairs": [pair_of(relation) for relation in page],
        "kinds": KINDS,
        "crumbs": _crumbs(),
    }
    return render(request, "crosswalk/proposals.html", context)


@require_safe
@market_door("crosswalk.decide")
def decisions(request: HttpRequest) -> HttpResponse:
    listing = DECISIONS.of(request, ConfirmedRelation.objects.select_related("by"))
    if listing.wants_csv:
        return listing.csv("條款對照決定")
    context = {"listing": listing, "crumbs": _crumbs()}
    return page_or_part(request, "crosswalk/decisions.html", listing.part, context)


@require_http_methods(["GET", "HEAD", "POST"])
@market_door("crosswalk.decide")
def decide(request: HttpRequest) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    start, end = side_of(asked.get("start", "")), side_of(asked.get("end", ""))
    if start is None or end is None:
        messages.error(request, "請先選定兩個要對照的條款；從建議清單或對照決定進入這一頁。")
        return redirect("crosswalk_proposals")
    form = DecisionForm(request.POST or None, initial=_initial(start, end))
    if form.is_valid() and _decided(request, form):
        return redirect("crosswalk_proposals")
    context = {"sides": (start, end), "form": form, "crumbs": _crumbs()}
    return render(request, "crosswalk/decide.html", context, status=422 if form.errors else 200)


def _decided(request: HttpRequest, form: DecisionForm) -> bool:
    try:
        decided = actions.decide_relation(by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    said = decided.get_decision_display()
    messages.success(request, f"已{said}：{decided.start} 與 {decided.end}。")
    return True


def _initial(start: Side, end: Side) -> dict[str, Any]:
    """Fill the form with what was decided of two rules before, as read from the first."""
    pair = {"start": start.citation, "end": end.citation}
    decided = ConfirmedRelation.objects.filter(start__in=pair.values(), end__in=pair.values())
    if held := decided.first():
        kind = Kind(held.kind)
        kind = kind if held.start == start.citation else kind.flipped
        return {**pair, "decision": held.decision, "kind": kind.value, "note": held.note}
    return {**pair, "kind": Kind.RELATED.value}


def _crumbs() -> list[dict[str, str]]:
    return [{"label": "條款對照", "url": reverse("crosswalk")}]
