"""How Taiwan writes things: 民國 dates, sizes, digests."""

from datetime import date, datetime

from django.template import Library
from django.utils.html import format_html
from django.utils.timezone import is_aware, localtime

from chahe.deadlines import format_roc

register = Library()

_NOTHING = "—"
_UNITS = ("KB", "MB", "GB", "TB")


@register.filter
def roc(value: date | None) -> str:
    """{{ finding.due_on|roc }} → 115年3月9日"""
    return format_roc(_day(value)) if value else _NOTHING


@register.filter
def roc_short(value: date | None) -> str:
    """{{ finding.due_on|roc_short }} → 115/03/09"""
    return format_roc(_day(value), "short") if value else _NOTHING


@register.filter
def roc_time(value: datetime | None) -> str:
    """{{ evidence.received_at|roc_time }} → 115/03/09 14:05, in Taipei"""
    if not value:
        return _NOTHING
    local = localtime(value) if is_aware(value) else value
    return f"{format_roc(local.date(), 'short')} {local:%H:%M}"


@register.simple_tag(name="day")
def day_tag(value: date | None) -> str:
    """{% day finding.due_on %} → a <time> with the ISO day for machines"""
    if not value:
        return _NOTHING
    return format_html('<time datetime="{}">{}</time>', _day(value).isoformat(), roc(value))


@register.simple_tag
def moment(value: datetime | None) -> str:
    """{% moment evidence.received_at %} → a <time> with the ISO instant for machines"""
    if not value:
        return _NOTHING
    local = localtime(value) if is_aware(value) else value
    return format_html(
        '<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), roc_time(value)
    )


@register.filter
def filesize(size: int | None) -> str:
    """{{ evidence.size|filesize }} → 812 位元組, 1.5 KB, 23 MB

    >>> filesize(812), filesize(1536), filesize(24_117_248)
    ('812 位元組', '1.5 KB', '23 MB')
    """
    if size is None:
        return _NOTHING
    if size < 1024:
        return f"{size} 位元組"
    power = min((size.bit_length() - 1) // 10, len(_UNITS))
    amount = size / 1024**power
    return (
        f"{amount:.1f} {_UNITS[power - 1]}" if amount < 10 else f"{amount:,.0f} {_UNITS[power - 1]}"
    )


@register.filter
def short_digest(digest: str) -> str:
    """{{ evidence.sha256|short_digest }} → its first and last eight digits

    >>> short_digest("0123456789abcdef" * 4)
    '01234567…89abcdef'
    """
    return digest if len(digest) <= 17 else f"{digest[:8]}…{digest[-8:]}"


def _day(value: date) -> date:
    if isinstance(value, datetime):
        return (localtime(value) if is_aware(value) else value).date()
    return value
