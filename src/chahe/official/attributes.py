"""What a rule's words say of it: its code, how often it is inspected, whom and when it binds."""

import re
from dataclasses import dataclass

from ..deadlines import Cadence
from .fold import canonical, narrow

_CODE = re.compile(r"(?<![A-Za-z])CC\s?[-‐‑–—−]?\s?(\d{5})(?!\d)")
_BRACKETED = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_CADENCE = re.compile(
    r"(?:(?:查核)?(?:週期|頻率)\s*:?\s*)?((?:[每逐或、至少及]|半?年度?|季度?|月份?)+)(?:查核|稽核)(?:一次)?"
)
_ENGLISH_CADENCE = re.compile(
    r"\b(annual|semi-?\s?annual|half-?\s?yearly|monthly|quarterly|yearly)(?:ly)?\b", re.IGNORECASE
)
_WORDS = {
    "半年": Cadence.SEMIANNUAL, "年": Cadence.ANNUAL,
    "季": Cadence.QUARTERLY, "月": Cadence.MONTHLY,
    "semi": Cadence.SEMIANNUAL, "half": Cadence.SEMIANNUAL, "mont": Cadence.MONTHLY,
    "quar": Cadence.QUARTERLY, "annu": Cadence.ANNUAL, "year": Cadence.ANNUAL,
}  # fmt: skip
_APPLIES = re.compile(
    r"^(不|僅|另|均|並|皆)?適用|適用於|適用.*(證券商|公司|者|業)$|時適用$|^另.*適用"
    r"|\b(not )?applicable\b|\bappl(y|ies) to\b",
    re.IGNORECASE,
)
_EFFECTIVE = re.compile(
    r"(起|底|日|月|年)?\s*(生效|施行|實施)|\beffective\b|\bin force\b", re.IGNORECASE
)
_DAYS = re.compile(r"\d\s*(年|月|日)|\b(19|20)\d\d\b")
_EXCEPTION = re.compile(r"另([a-z、,及和與 ]+)(?:項|款|目)")
_PART = re.compile(r"[,;]")


@dataclass(frozen=True)
class Attributes:
    """`head` is the text before the bracket that says them, when that bracket ends a heading.

    `excepted` are the letters of items that an exception list names, with the list's own words.
    """

    code: str = ""
    cadence: tuple[Cadence, ...] = ()
    applies: str = ""
    effective: str = ""
    head: str | None = None
    excepted: tuple[str, ...] = ()


def attributes_of(text: str) -> Attributes:
    """Read the attributes a rule's whole text states, in brackets at any place of it."""
    plain = narrow(text)
    code = _CODE.search(plain)
    cadence: list[Cadence] = []
    applies: list[str] = []
    effective, head = "", None
    for bracket in _BRACKETED.finditer(plain):
        parts = [part.strip() for part in _PART.split(bracket.group(1)) if part.strip()]
        found = [c for part in parts for c in _cadence_of(part)]
        cadence += found
        bound = [part for part in parts if _APPLIES.search(part) and not _cadence_of(part)]
        applies += [part for part in bound if part not in applies]
        if not effective and _EFFECTIVE.search(bracket.group(1)) and _DAYS.search(bracket.group(1)):
            effective = canonical(bracket.group(1))
        speaks = found or _CODE.search(bracket.group(1))
        if speaks and head is None and "。" not in plain[: bracket.start()]:
            head = plain[: bracket.start()] if not plain[bracket.end() :].strip(" 。:") else None
    listed = _EXCEPTION.search(plain)
    return Attributes(
        code=f"CC-{code.group(1)}" if code else "",
        cadence=tuple(sorted(set(cadence), key=[*Cadence].index)),
        applies=canonical(",".join(applies)),
        effective=effective,
        head=head,
        excepted=tuple(re.findall(r"[a-z]", listed.group(1))) if listed else (),
    )


def is_coded_heading(text: str) -> bool:
    """Say whether a line is a short heading with a code of its own: 資訊提供作業（CC-22010）."""
    plain = narrow(text).strip()
    found = _CODE.search(plain)
    return bool(found) and len(plain) <= 120 and plain.endswith(")") and "。" not in plain


def exception_of(applies: str) -> str:
    """Return the words of an exception list that say whom its items bind.

    >>> exception_of("適用甲，另a、b項並適用於所有乙")
    '適用於所有乙'
    """
    found = re.search(r"另[a-z、,，及和與 ]+(?:項|款|目)(?:並|均|亦|皆)?(適用[^，]*)", applies)
    return found.group(1) if found else applies


def _cadence_of(part: str) -> list[Cadence]:
    if found := _CADENCE.fullmatch(part):
        return [_WORDS[word] for word in re.findall("半年|年|季|月", found.group(1))]
    if len(part) <= 40 and re.search(r"audit|inspection|check|^\w+$", part):
        return [_WORDS[m.group(1)[:4].lower()] for m in _ENGLISH_CADENCE.finditer(part)]
    return []
