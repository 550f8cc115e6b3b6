"""What a firm's pages share, and what a rule's page says of the firm it is read for."""

from typing import Any

from django.template import Library
from django.urls import reverse
from django.utils import timezone

from chahe.rulebook import Edition, Rule

from ..queries_rule import standing_of

register = Library()

TABS = (  # label, URL name, permission asked of the firm
    ("概況", "firm_profile", "firms.view"),
    ("填答", "firm_interview", "firms.state_fact"),
    ("適用範圍", "firm_scope", "firms.view"),
    ("參數與衝突", "firm_conflicts", "firms.view"),
    ("版本影響", "firm_impact", "inspections.view"),
)


@register.inclusion_tag("ui/tabs.html", takes_context=True)
def firm_tabs(context: Any) -> dict[str, Any]:
    """{% firm_tabs %}: a firm's facts and what they bind it to, this page marked"""
    request = context["request"]
    tabs = []
    for label, name, permission in TABS:
        if request.user.has_perm(permission, request.firm):
            url = reverse(name, args=[request.firm.code])
            tabs.append({"label": label, "url": url, "current": request.path == url})
    return {"tabs": tabs, "label": "公司概況"}


@register.inclusion_tag("firms/_rule_standing.html", takes_context=True)
def rule_standing(context: Any, edition: Edition, rule: Rule) -> dict[str, Any]:
    """{% rule_standing edition rule %}: why it binds the firm today, or whom it binds

    Without a firm one may see: whom the rule binds, and the firms there are to choose.
    """
    user, firm, today = context["request"].user, context["current_firm"], timezone.localdate()
    asked = {"rule": rule, "edition": edition, "today": today, "firm": firm}
    if not (firm and user.has_perm("firms.view", firm)):
        return {**asked, "firms": context["firm_links"]}
    return {
        **asked,
        "standing": standing_of(firm, edition, rule, on=today),
        "may_state": user.has_perm("firms.state_fact", firm),
        "firms": context["firm_links"],
    }
