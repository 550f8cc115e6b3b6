"""Panels of a rule's page: the rules it is related to, and what others ask on the same matter."""

from collections.abc import Iterable
from typing import Any

from django.template import Library
from django.utils import timezone

from chahe.rulebook import Edition, Rule
from chahe.rulebook.conflicts import entered_among
from chahe.rulebook.kin import kin
from chahe.rulebook.parameter import Value, load_topics

from ...rulebooks.editions import editions
from ..queries import known_crosswalk
from ..queries_conflicts import conflicts_on, urls_of
from ..queries_matrix import links_of
from ..queries_pairs import Side, side_of

register = Library()
TONES = {"equal": "success", "narrower": "info", "wider": "info", "related": "neutral"}


@register.filter
def kind_tone(kind: str) -> str:
    """{{ relation.kind|kind_tone }}: the tone of a relation's badge"""
    return TONES[kind]


@register.inclusion_tag("crosswalk/_rule_relations.html")
def rule_relations(edition: Edition, rule: Rule) -> dict[str, Any]:
    """{% rule_relations edition rule %}: the rules of other documents it is related to"""
    return {"links": links_of(edition.cite(rule), known_crosswalk())}


@register.inclusion_tag("crosswalk/_rule_parameters.html", takes_context=True)
def rule_parameters(context: Any, edition: Edition, rule: Rule) -> dict[str, Any]:
    """{% rule_parameters edition rule %}: its figures beside those of others on the same matter

    With the reading that satisfies all that bind the firm; without one, all that may bind any.
    """
    same = kin(editions()).of(edition.cite(rule))
    topics = [
        topic
        for topic in load_topics().values()
        if any(value.rule in same for value in topic.values)
    ]
    if not topics:
        return {}
    user, firm = context["request"].user, context["current_firm"]
    firm = firm if firm and user.has_perm("firms.view", firm) else None
    values = [value for topic in topics for value in topic.values]
    return {
        "conflicts": conflicts_on(topics, firm, on=timezone.localdate()),
        "firm": firm,
        "may_state": firm and user.has_perm("firms.state_fact", firm),
        "same": same,
        "urls": urls_of(values),
    }


@register.filter
def rule_at(citation: str) -> Side | None:
    """{{ decided.start|rule_at }}: the rule a citation names and its edition, if it is there"""
    return side_of(citation)


@register.filter
def entered_in(values: Iterable[Value]) -> str:
    """{{ conflict.binding|entered_in }}: who entered some of these figures; "" if documents did"""
    return "、".join(entered_among(values))


@register.filter
def among(urls: dict[str, str], citation: str) -> str:
    """{{ urls|among:value.rule }}: the address of a citation, "" when it has none"""
    return urls.get(citation, "")
