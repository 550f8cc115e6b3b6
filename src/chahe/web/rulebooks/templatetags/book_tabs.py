"""The pages of the rulebook, as tabs above each of them."""

from typing import Any

import rules
from django.template import Library
from django.urls import reverse

register = Library()

TABS = (  # label, URL name, permission asked for
    ("文件與版本", "rulebook", ""),
    ("比較", "compare", ""),
    ("對照", "crosswalk", ""),
    ("匯入", "imports", "rulebooks.import"),
    ("搜尋", "search", ""),
)


@register.inclusion_tag("ui/tabs.html", takes_context=True)
def book_tabs(context: Any) -> dict[str, Any]:
    """{% book_tabs %}: the pages of the rulebook that one may open, this one marked"""
    request = context["request"]
    tabs = [
        {"label": label, "url": url, "current": request.path == url}
        for label, url, permission in ((label, reverse(name), may) for label, name, may in TABS)
        if not permission or rules.has_perm(permission, request.user)
    ]
    return {"tabs": tabs, "label": "法規"}
