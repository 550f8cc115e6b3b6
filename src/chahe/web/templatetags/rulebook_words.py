"""Words of the rulebook, for templates."""

from django.template import Library

from chahe.deadlines import format_roc
from chahe.readers import load_readers
from chahe.rulebook import Edition, evidence_kinds
from chahe.rulebook.load import UNDATED

register = Library()


@register.filter
def evidence_title(kind: str) -> str:
    """{{ request.kind|evidence_title }} → 防火牆設定檔"""
    return evidence_kinds().get(kind, kind)


@register.filter
def reader_title(reader: str) -> str:
    """{{ input.reader|reader_title }} → FortiGate 設定備份"""
    known = load_readers()
    return known[reader].title if reader in known else reader


@register.filter
def edition_name(edition: Edition) -> str:
    """{{ edition|edition_name }} → 107年11月30日版; without a first day 先前版本 or 起日不明版"""
    if edition.start:
        return f"{format_roc(edition.start)}版"
    return "起日不明版" if edition.edition == UNDATED else "先前版本"
