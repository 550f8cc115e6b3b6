"""What a rule's page says of the papers that answered it."""

from typing import Any

from django.template import Library
from django.urls import reverse

from chahe.rulebook import Edition, Rule
from chahe.web import charts

from ..queries_rule import papers_of_rule, verdicts_of

register = Library()
SHOWN = 24  # papers on a rule's page: two years of a monthly rule


@register.inclusion_tag("inspections/_rule_history.html", takes_context=True)
def rule_history(context: Any, edition: Edition, rule: Rule) -> dict[str, Any]:
    """{% rule_history edition rule %}: the firm's papers of it by period, if one may see them"""
    user, firm = context["request"].user, context["current_firm"]
    if not (rule.leaf and firm and user.has_perm("inspections.view", firm)):
        return {}
    papers = papers_of_rule(firm, user, edition, rule)
    place = [firm.code, *edition.document.split("/"), edition.edition, rule.path]
    counts = verdicts_of(papers)
    unanswered = counts.pop("", 0)
    return {
        "firm": firm,
        "all_url": reverse("rule_papers", args=place),
        "papers": papers[:SHOWN],
        "count": sum(counts.values()) + unanswered,
        "shown": SHOWN,
        "chart": charts.verdicts(counts, unanswered=unanswered),
    }
