"""歷次工作底稿: every paper that answered one rule, through the editions it stood in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.htmx import page_or_part
from chahe.web.listing import Column, Filter, Listing
from chahe.web.rulebooks.queries import edition_of, edition_url, rule_url
from chahe.workflow import PAPER_LABELS, Verdict

from ..queries_rule import papers_of_rule

PAPERS = Listing(
    columns=(
        Column(
            "period",
            "期別",
            order_by=("inspection__period_start", "inspection__version", "pk"),
            value="inspection.period_label",
        ),
        Column("ref", "條號", order_by="ref"),
        Column("edition", "版本", order_by="edition", value="edition_label"),
        Column("kind", "查核", value="inspection.get_kind_display"),
        Column("verdict", "查核結果", order_by="verdict", value="get_verdict_display"),
        Column("state", "狀態", order_by="state", value="get_state_display"),
    ),
    filters=(
        Filter(
            "verdict",
            "查核結果",
            [("none", "未填"), *((v.value, v.label) for v in Verdict)],
            lambda rows, value: rows.filter(verdict="" if value == "none" else value),
        ),
        Filter("state", "狀態", [(s.value, label) for s, label in PAPER_LABELS.items()], "state"),
    ),
    sort="-period",
)


@require_safe
@firm_door("inspections.view")
def rule_papers(
    request: HttpRequest, firm: Firm, body: str, document: str, edition: str, path: str
) -> HttpResponse:
    found = edition_of(body, document, edition)
    rule = found.by_path.get(path) if found else None
    if found is None or rule is None:
        raise Http404("這個版本沒有這一條")
    listing = PAPERS.of(request, papers_of_rule(firm, request.user, found, rule))
    if listing.wants_csv:
        return listing.csv(f"{firm.code}-{rule.ref}-歷次工作底稿")
    url = rule_url(found, rule.path)
    context = {
        "firm": firm,
        "rule": rule,
        "rule_url": url,
        "listing": listing,
        "crumbs": [
            {"label": found.title, "url": edition_url(found)},
            {"label": f"{rule.ref} {rule.title}", "url": url},
        ],
    }
    return page_or_part(request, "inspections/rule_papers.html", "table", context)
