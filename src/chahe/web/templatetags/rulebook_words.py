"""Words of the rulebook, for templates."""

from django.template import Library

from chahe.rulebook import evidence_kinds

register = Library()


@register.filter
def evidence_title(kind: str) -> str:
    """{{ request.kind|evidence_title }} → 防火牆設定檔"""
    return evidence_kinds().get(kind, kind)
