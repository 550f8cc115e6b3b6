"""A firm's contradictions, in one line, for the pages of other apps."""

from typing import Any

from django.template import Library
from django.utils import timezone

from ..queries import Look

register = Library()


@register.inclusion_tag("xrays/_line.html", takes_context=True)
def xray_line(context: Any) -> dict[str, Any]:
    """{% xray_line %}: how many contradictions a firm's records hold, in three queries"""
    user, firm = context["request"].user, context["firm"]
    if not user.has_perm("xrays.view", firm):
        return {}
    every = Look(firm, user, timezone.localdate()).every()
    return {
        "firm": firm,
        "found": sum(each.found or 0 for each in every),
        "blind": sum(not each.is_known for each in every),
    }
