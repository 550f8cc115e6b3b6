"""What an official document is imported as, and whether it can be."""

import re
from dataclasses import dataclass
from datetime import date

from django.urls import Resolver404, resolve, reverse

from chahe.deadlines import parse_roc
from chahe.rulebook import Edition
from chahe.workflow import Refused

from .editions import edition_by_id, editions

FIRST_DAY = date(1912, 1, 1)  # 民國元年
_DOCUMENT = re.compile(r"[a-z0-9][a-z0-9-]{0,30}/[a-z0-9][a-z0-9-]{0,40}")


@dataclass(frozen=True)
class Wanted:
    """What a document is imported as: of `document`, the edition that begins on a day.

    `base` None: the edition before; "": none. `label` names a column, "" the newest.
    """

    document: str
    edition: str
    base: str | None = None
    label: str = ""
    partial: bool = False
    body: str = ""


def accept_wanted(wanted: Wanted) -> Wanted:
    """Return what is wanted with its day as an edition's name is, and its base found.

    :raises Refused: if the document, the day or the base cannot be
    """
    document = wanted.document.strip()
    edition = day_name(wanted.edition)
    if not _DOCUMENT.fullmatch(document):
        raise Refused("文件請寫成「機關/文件」，用小寫英文、數字與連字號，例如 twse/mechanism")
    if edition_by_id(f"{document}@{edition}"):
        return Wanted(document, edition, "", wanted.label, wanted.partial)
    try:
        day = date.fromisoformat(edition)
    except ValueError:
        raise Refused(f"沒有「{document}@{edition}」這個版本可以補上條文") from None
    if day < FIRST_DAY:
        raise Refused("施行日不能早於民國元年")
    refuse_address(document, edition)
    base = _base(wanted, document, day)
    if wanted.partial and base is None:
        raise Refused("只列出修正條文的文件要接在前一版本上，但這份文件還沒有前一版本")
    body = wanted.body.strip()[:100] or _body_of(document, base)
    return Wanted(document, edition, base.id if base else "", wanted.label, wanted.partial, body)


def day_name(text: str) -> str:
    """Return a day, written 2024-05-15 or 113/05/15, as an edition's name; else the text itself.

    >>> day_name("113/05/15"), day_name("2024-05-15"), day_name("before-2018-11-30")
    ('2024-05-15', '2024-05-15', 'before-2018-11-30')
    """
    text = text.strip()
    try:
        return parse_roc(text).isoformat()
    except ValueError:
        return text


def _base(wanted: Wanted, document: str, day: date) -> Edition | None:
    if wanted.base == "":
        return None
    earlier = [e for e in editions() if e.document == document and (e.start or date.min) < day]
    if wanted.base is None:
        return earlier[-1] if earlier else None
    named = [each for each in earlier if each.id == wanted.base]
    if not named:
        known = "、".join(each.id for each in earlier) or "（沒有）"
        raise Refused(
            f"「{wanted.base}」不能作為前一版本：要是同一份文件、施行日較早的版本；可用的有：{known}"
        )
    return named[0]


def _body_of(document: str, base: Edition | None) -> str:
    if base:
        return base.body
    mine = document.partition("/")[0]
    alike = [each.body for each in editions() if each.document.partition("/")[0] == mine]
    return alike[-1] if alike else mine


def refuse_address(document: str, edition: str) -> None:
    """Refuse a document whose page would be at an address that another page has."""
    url = reverse("edition", args=[*document.split("/"), edition])
    try:
        taken = resolve(url).url_name != "edition"
    except Resolver404:
        taken = True
    if taken:
        raise Refused(f"文件不能叫「{document}」，這個名稱系統另有用途，請換一個")
