"""Components that need a little logic; the others are plain includes of `templates/ui/`."""

from datetime import date
from functools import cache
from typing import Any

from django.forms import BoundField
from django.forms.widgets import ChoiceWidget, MultiWidget
from django.template import Library
from django.template.loader import get_template
from django.utils.safestring import SafeString

from chahe.deadlines import days_between
from chahe.workflow import Verdict

from .taiwan import short_digest

register = Library()

VERDICT_TONES = {
    Verdict.CONFORMING: "success",
    Verdict.NONCONFORMING: "danger",
    Verdict.NOT_APPLICABLE: "neutral",
    Verdict.NO_OCCURRENCE: "info",
    Verdict.INSUFFICIENT: "warning",
}
TONE_ICONS = {"success": "conforming", "warning": "insufficient", "danger": "nonconforming"}
STEP_ICONS = {"done": "conforming", "current": "current", "returned": "returned"}
STATE_ICONS = {
    "neutral": "ring",
    "info": "half",
    "accent": "current",
    "success": "conforming",
    "warning": "clock",
    "danger": "returned",
}
SOON = 7  # days before a due day on which it begins to be shown as near


@cache
def _icon(name: str) -> SafeString:
    return SafeString(get_template(f"ui/icon/{name}.svg").render().strip())


@register.simple_tag
def icon(name: str) -> SafeString:
    """{% icon "download" %}: a drawing of `ui/icon/`, hidden from readers of the text beside it"""
    return _icon(name)


@register.filter
def tone(level: str) -> str:
    """Turn a level of django.contrib.messages into a tone."""
    return {"error": "danger", "debug": "neutral"}.get(level, level or "info")


@register.filter
def tone_icon(tone: str) -> str:
    return TONE_ICONS.get(tone, "info")


@register.filter
def step_icon(state: str) -> str:
    return STEP_ICONS.get(state, "ring")


@register.inclusion_tag("ui/verdict.html")
def verdict(value: str | None) -> dict[str, str]:
    """{% verdict paper.verdict %}: word, shape and tone; an unanswered paper says 未填"""
    if not value:
        return {"tone": "neutral", "text": "未填", "icon": "ring"}
    known = Verdict(value)
    return {"tone": VERDICT_TONES[known], "text": known.label, "icon": known.value}


@register.inclusion_tag("ui/badge.html")
def state(value: Any, tone: str = "neutral") -> dict[str, str]:
    """{% state inspection.state tone="info" %}: a state's own label, with its tone's shape"""
    return {"tone": tone, "text": getattr(value, "label", value), "icon": STATE_ICONS[tone]}


@register.inclusion_tag("ui/due.html")
def due(day: date | None, today: date, done: bool = False) -> dict[str, Any]:
    """{% due finding.due_on today %}: the day, and how near or how late it is"""
    if day is None or done:
        return {"day": day, "words": "已完成" if done else "", "tone": "", "icon": ""}
    left = days_between(today, day)
    if left < 0:
        return {"day": day, "words": f"逾期 {-left} 天", "tone": "danger", "icon": "overdue"}
    words = f"還有 {left} 天" if left else "今天到期"
    return {"day": day, "words": words, "tone": "warning" if left <= SOON else "", "icon": "clock"}


@register.inclusion_tag("ui/digest.html")
def digest(value: str) -> dict[str, str]:
    """{% digest evidence.sha256 %}: shortened, and whole when opened"""
    return {"digest": value, "short": short_digest(value)}


@register.inclusion_tag("ui/form.html", takes_context=True)
def whole_form(context: Any, form: Any, submit: str = "儲存", **more: Any) -> dict[str, Any]:
    """{% whole_form form submit="送出" cancel=url action=url danger=True part="id" %}"""
    return {"form": form, "submit": submit, "csrf_token": context.get("csrf_token"), **more}


@register.inclusion_tag("ui/post_button.html", takes_context=True)
def post_button(context: Any, url: str, label: str, **more: Any) -> dict[str, Any]:
    """{% post_button url "送覆核" kind="primary" name="move" value="review" icon="plus" %}"""
    return {"url": url, "label": label, "csrf_token": context.get("csrf_token"), **more}


@register.simple_block_tag
def panel(content: str, title: str, count: int | None = None, **more: Any) -> str:
    """{% panel "缺失" count=3 url=all action="全部" %} … {% endpanel %}"""
    return get_template("ui/panel.html").render(
        {"content": content, "title": title, "count": count, **more}
    )


@register.simple_block_tag
def table(content: str, listing: Any, caption: str, **more: Any) -> str:
    """{% table listing "缺失" empty="尚無缺失" next="…" url=… action="…" %} rows {% endtable %}"""
    more.setdefault("empty", f"尚無{caption}")
    return get_template("ui/table.html").render(
        {"listing": listing, "content": content, "caption": caption, **more}
    )


@register.filter
def error_anchor(field: BoundField) -> str:
    """Return the id a link to a field jumps to: of its first control when it has several."""
    if isinstance(field.field.widget, (ChoiceWidget, MultiWidget)) and field.use_fieldset:
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id
