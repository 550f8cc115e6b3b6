"""What a rule's words say of it: its code, how often it is inspected, whom and when it binds."""

import re
from dataclasses import dataclass

from ..deadlines import Cadence
from .fold import canonical, narrow

_CODE = re.compile(r"(?<![A-Za-z])CC\s?[-‐‑–—−_]?\s?(\d{5})(?!\d)")
_BRACKETED = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_OTHER_BRACKETS = str.maketrans("〔〕【】", "()()")
_CADENCE = re.compile(
    r"(?:(?:查核|稽核)?(?:週期|頻率):?|不定期:?)?((?:[每逐或、/至少及]|半?年度?|季度?|月份?)+)"
    r"(?:[一乙1]次)?(?:(?:辦理)?(?:查核|稽核)(?:[一乙1]次)?)?"
)
_ENGLISH_CADENCE = re.compile(
    r"\b(annual|semi-?\s?annual|half-?\s?yearly|monthly|quarterly|yearly)(?:ly|(?=audit)|\b)",
    re.IGNORECASE,
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
_BESIDE = re.compile(r"\),?\s*((?:不|僅)?適用[^(),。]+|(?:not )?applicable to [^()]+)\(", re.I)
_NUMERAL = r"[\d一二三四五六七八九十百零〇]"
_EFFECTIVE = re.compile(r"生效|施行|實施|\beffective\b|\bin force\b", re.IGNORECASE)
_DAYS = re.compile(rf"{_NUMERAL}\s*(年|月|日)|\b(19|20)\d\d\b")
_FROM = re.compile(
    rf"自\s?(?:中華)?(?:民國)?\s?{_NUMERAL}{{1,7}}\s?年[^。，,;()]{{0,20}}?(?:施行|生效|實施)"
)
_LETTERS = r"[a-zA-Z\d](?:\s?[,~\-、及和與或至]+\s?[a-zA-Z\d])*"
_EXCEPTION = re.compile(
    rf"另(?:第|\s)*\(?({_LETTERS})\)?\s?(?:項|款|目|點)"
    r"|\bitems? ((?:[a-z]\b(?:,? and |, | or )?)+)(?=[^()]{0,40}appl)",
)
_BOUND = re.compile(
    rf"另(?:第|\s)*[（(]?{_LETTERS}[）)]?\s?(?:項|款|目|點)(?:並|均|亦|皆|則)?(適用[^，]*)"
)
_PART = re.compile(r"[,;]")
_LONGEST_HEADING = 120
_LONGEST_ENGLISH = 240


@dataclass(frozen=True)
class Attributes:
    """`head` is the text before the brackets that say them, when they end a heading.

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
    plain = narrow(text).translate(_OTHER_BRACKETS)
    code = _CODE.search(plain)
    cadence: list[Cadence] = []
    applies: list[str] = []
    effective, head = "", None
    for bracket in _BRACKETED.finditer(plain):
        inside = bracket.group(1)
        found = [c for part in _PART.split(inside) for c in _cadence_of(part.strip())]
        bound = _applies_in(inside)
        cadence += found
        applies += [bound] if bound and bound not in applies else []
        if not effective and _EFFECTIVE.search(inside) and _DAYS.search(inside):
            effective = canonical(inside)
        if head is None and (found or bound or _CODE.search(inside)):
            head = plain[: bracket.start()]
    beside = _BESIDE.search(plain) if code and not applies else None
    listed = _EXCEPTION.search(plain)
    return Attributes(
        code=f"CC-{code.group(1)}" if code else "",
        cadence=tuple(sorted(set(cadence), key=[*Cadence].index)),
        applies=canonical(beside.group(1) if beside else ",".join(applies)),
        effective=effective or _from_a_day(plain),
        head=head if head is not None and _is_head(head, plain) else None,
        excepted=_letters(listed.group(1) or listed.group(2)) if listed else (),
    )


def is_coded_heading(text: str) -> bool:
    """Say whether a line is a short heading with a code of its own: 資訊提供作業（CC-22010）."""
    plain = narrow(text).translate(_OTHER_BRACKETS).strip().rstrip(":")
    longest = _LONGEST_ENGLISH if plain.isascii() else _LONGEST_HEADING
    if len(plain) > longest or "。" in plain or not (found := _CODE.search(plain)):
        return False
    if plain.count("(") != plain.count(")"):
        return False
    return plain.endswith(")") or found.end() == len(plain)


def opens_coded_heading(text: str) -> bool:
    """Say whether a line begins a heading with a code that goes on in the next one."""
    plain = narrow(text).translate(_OTHER_BRACKETS)[:_LONGEST_ENGLISH]
    if not (found := _CODE.search(plain)):
        return False
    before = plain[: found.start()]
    return plain.count("(") > plain.count(")") and not re.search("[。，,；]", before)


def exception_of(applies: str) -> str:
    """Return the words of an exception list that say whom its items bind.

    >>> exception_of("適用甲，另a、b項並適用於所有乙")
    '適用於所有乙'
    """
    found = _BOUND.search(applies)
    return found.group(1) if found else applies


def cadence_in(text: str) -> tuple[Cadence, ...]:
    """Return the cadences a cell or a bracket names.

    >>> [word.value for word in cadence_in("不定期：每月至少查核乙次")]
    ['monthly']
    """
    parts = _PART.split(narrow(text).strip())
    found = {c for part in parts for c in _cadence_of(part.strip())}
    return tuple(sorted(found, key=[*Cadence].index))


def _cadence_of(part: str) -> list[Cadence]:
    told = "".join(part.split())
    if len(told) <= 40 and re.search("[年季月]", told) and (found := _CADENCE.fullmatch(told)):
        named = "查核" in told or "稽核" in told or "週期" in told or "頻率" in told
        words = re.findall("半年|年|季|月", found.group(1))
        return [_WORDS[word] for word in words] if named else []
    if len(part) <= 40 and re.search(r"audit|inspection|check|^\w+$", part):
        return [_WORDS[m.group(1)[:4].lower()] for m in _ENGLISH_CADENCE.finditer(part)]
    return []


def _applies_in(inside: str) -> str:
    """Return the part of a bracket that says whom a rule binds, up to where another part begins."""
    told: list[str] = []
    for part in _PART.split(inside):
        if _cadence_of(part.strip()) or _CODE.search(part):
            if told:
                break
        elif told or _APPLIES.search(part.strip()):
            told.append(part)
    return ",".join(told).strip()


def _is_head(head: str, plain: str) -> bool:
    """Say whether what stands before a bracket is a heading, with only brackets behind it."""
    if re.search("[。；]", head) or not head.strip():
        return False
    rest = _BRACKETED.sub("", plain[len(head) :]).strip(" :")
    if rest and not _BESIDE.search(plain):
        return False
    return bool(_CODE.search(plain)) or not re.search("[,，、]", head)


def _from_a_day(plain: str) -> str:
    found = _FROM.search(plain)
    return canonical(found.group()) if found and not re.search("起至|以前", found.group()) else ""


def _letters(listed: str) -> tuple[str, ...]:
    """Return the letters a list names, a to c as all three."""
    spelled = re.sub(
        r"([a-z\d])\s?[至~-]\s?([a-z\d])",
        lambda m: "".join(map(chr, range(ord(m.group(1)), ord(m.group(2)) + 1))),
        listed.replace(" and ", ",").replace(" or ", ",").lower(),
    )
    return tuple(re.findall(r"[a-z\d]", spelled))
