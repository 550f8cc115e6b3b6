"""What a firm's home says of one's own reminders."""

from typing import Any

from django.template import Library
from django.utils import timezone

from ..queries import standing

register = Library()
SHOWN = 6


@register.inclusion_tag("reminders/_panel.html", takes_context=True)
def reminders_panel(context: Any) -> dict[str, Any]:
    """{% reminders_panel %}: what one was told of in the firm and has not done, in two queries"""
    request, firm = context["request"], context["current_firm"]
    if not (firm and request.user.has_perm("reminders.view", firm)):
        return {}
    found = standing(firm, request.user)
    rows = list(found[: SHOWN + 1])
    return {
        "firm": firm,
        "today": timezone.localdate(),
        "reminders": rows[:SHOWN],
        "count": found.count() if len(rows) > SHOWN else len(rows),
    }
