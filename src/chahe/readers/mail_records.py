"""郵件網域驗證設定（dig、nslookup 的輸出或區域檔）

Kind `mail_records`, a row for each record of SPF, DKIM, DMARC or MX:

    domain      str, in lower case, without `_dmarc.` or `selector._domainkey.`
    type        "spf", "dkim", "dmarc" or "mx"
    selector    str of DKIM, else ""
    text        str, the strings joined; of MX, preference and host; "" where it was asked for and
                there is none
    asked       date the file says it was asked (`; 查詢日 2026-11-20`, or dig's WHEN; of several,
                the first day), or None
    line        int

A TXT record of a domain itself is SPF if it begins with `v=spf1`; others are left alone, as are
other types. What a CNAME leads to counts for the name that has it, where the file holds it.

A gap: a line that is no record, a relative name, a query that failed or timed out, a CNAME whose
end is not in the file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.text import lines, peek
from ._parsing.when import parse_day

_OTHERS = "A AAAA NS SOA SRV CAA PTR SPF DS DNSKEY RRSIG NSEC NSEC3 TLSA HTTPS SVCB HINFO DNAME"
_TYPES = "|".join(("TXT", "MX", "CNAME", *_OTHERS.split()))
_RECORD = re.compile(rf"(\S*)\s+(?:(?:\d+[smhdw]?|IN)\s+){{0,2}}({_TYPES})\s+(\S.*)", re.I)
_LOOKUP = re.compile(r"(\S+)\s+(text|mail exchanger|canonical name)\s*=\s*(\S.*)", re.I)
_WINDOWS_MX = re.compile(r"(\S+)\s+MX preference\s*=\s*(\d+),\s*mail exchanger\s*=\s*(\S+)", re.I)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_MAIL = re.compile(r"\b(?:v=spf1|v=DMARC1|v=DKIM1|mail exchanger\s*=|IN\s+MX)\b", re.I)
_QUESTION = re.compile(r";(\S+)\s+IN\s+(TXT|MX)\s*$", re.I)
_FAILED = re.compile(r"timed out|逾時|no servers could be|SERVFAIL|REFUSED", re.I)
_STATUS = re.compile(r"status: ([A-Z]+)")
_NO_ANSWER = re.compile(
    r"(?:can't find|找不到) (\S+?):? (?:No answer|NXDOMAIN|Non-existent domain)", re.I
)
_ASKED = re.compile(r";\s*查詢日[\s:：]*(\S+)")
_WHEN = re.compile(r";; WHEN: \w{3} (\w{3}) +(\d{1,2}) [\d:]{8} \S+ (\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CHATTER = re.compile(
    r"(?:default )?server:|address(?:es)?:|name:|alias(?:es)?:|$|>|timeout was \d+ seconds"
    r"|(?:non-)?authoritative answers?"
    r"|(?:預設)?伺服器:|名稱:|別名:|未經授權的回答"
    r"|(?:\S+\s+)?(?:nameserver|internet address|primary name server)\b"
    r"|(?:responsible mail addr|serial|refresh|retry|expire|default TTL)\s*=\s*\S"
    r"|(?:[0-9a-f]*[:.]){2,7}[0-9a-f.]*$|(?:[a-z0-9_-]+\.)+[a-z]{2,63}$",
    re.I,
)
"""What nslookup prints round the records, of Windows in English or Chinese too."""
_BARE = re.compile(r"\S+\s+text\s*=\s*$", re.I)
_TEXT = re.compile(r'\S+\s+text\s*=\s*"', re.I)
_STRINGS = re.compile(r'\s+"(?:[^"\\]|\\.)*"\s*')
_NAMES = {"text": "TXT", "mail exchanger": "MX", "canonical name": "CNAME"}
_SPF = re.compile(r"v=spf1(?: |$)", re.I)
_LONGEST = 64 * 1024
_MOST_LINES = 200


def _sniff(head: bytes) -> bool:
    text = peek(head)
    return _MAIL.search(text) is not None and any(
        _record(line.strip()) or _QUESTION.match(line.strip()) or _BARE.match(line.strip())
        for line in text.splitlines()
        if re.search(r"\b(?:TXT|MX|text|exchanger)\b", line, re.I)
    )


@dataclass(slots=True)
class _Zone:
    records: list[tuple[str, str, str, int]] = field(default_factory=list)
    aliases: dict[str, tuple[str, int]] = field(default_factory=dict)
    questions: list[tuple[str, str, int]] = field(default_factory=list)
    asked: list[date] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    answered: bool = False  # the query that is being read was answered, with records or none


@reader(kind="mail_records", sniff=_sniff)
def mail_records(source: Source) -> Table:
    """Read records.

    :raises ReadError: for a day of asking that cannot be read, a parenthesis that is not closed, a
        record that is too long, or no record of mail at all
    """
    zone = _Zone()
    for line, text in _joined(source):
        _take(zone, text, line)
    asked = min(zone.asked, default=None)
    rows = tuple({**row, "asked": asked} for row in _rows(zone))
    if not rows:
        raise ReadError("沒有任何 SPF、DKIM、DMARC 或 MX 紀錄，請確認查詢的內容")
    return Table("mail_records", rows, source.name, "mail_records", tuple(zone.gaps))


def _joined(source: Source) -> Iterator[tuple[int, str]]:
    """Yield lines, those of one record in parentheses, or after a bare `text =`, as one.

    Windows writes each string of a record on a line of its own.
    """
    begun, held, count, whole = 0, "", 0, False
    for number, raw in enumerate(lines(source), 1):
        text = raw.rstrip()
        if whole and not _STRINGS.fullmatch(text):
            yield begun, held
            held, whole = "", False
        begun, count = (begun, count + 1) if held else (number, 1)
        held = f"{held} {text.strip()}" if held else text
        if len(held) > _LONGEST or count > _MOST_LINES:
            raise ReadError("這筆紀錄太長，請重新匯出", line=begun)
        whole = _TEXT.match(held) is not None and not _goes_on(held)
        if not whole and not _goes_on(held):
            yield begun, held
            held = ""
    if whole:
        yield begun, held
    elif held:
        raise ReadError("這筆紀錄沒有結尾，檔案可能不完整，請重新匯出", line=begun)


def _goes_on(text: str) -> bool:
    bare = _STRING.sub("", text)
    if bare.lstrip().startswith(";"):
        return False
    waiting = re.search(r"\btext\s*=\s*$", bare) is not None and '"' not in text
    return waiting or bare.count("(") > bare.count(")")


def _take(zone: _Zone, text: str, line: int) -> None:
    if text.lstrip().startswith(";"):
        _take_comment(zone, text.strip(), line)
    elif missing := _NO_ANSWER.search(text):
        if "_dmarc." in missing[1] or "._domainkey." in missing[1]:  # else it may be of MX
            zone.questions.append((_folded(missing[1]), "TXT", line))
    elif _FAILED.search(text):
        zone.gaps.append(f"第 {line} 行：查詢失敗")
    elif found := _record(text):
        owner, kind, data = found
        owner = owner or (zone.records[-1][0] if zone.records else "")
        if not owner or owner in ("@", ".") or owner.startswith("$") or "." not in owner:
            zone.gaps.append(f"第 {line} 行的名稱不完整，請寫成 example.com.")
        elif kind == "CNAME":
            zone.aliases[_folded(owner)] = (_data(kind, data), line)
        else:
            zone.records.append((_folded(owner), kind, _data(kind, data), line))
    elif not _CHATTER.match(text.strip()):
        zone.gaps.append(f"第 {line} 行看不懂：{text.strip()[:40]}")


def _take_comment(zone: _Zone, text: str, line: int) -> None:
    if said := _ASKED.match(text):
        zone.asked.append(_day(said[1], line))
    elif said := _WHEN.match(text):
        month = said[1].casefold()
        if month in _MONTHS:
            zone.asked.append(_day(f"{said[3]}-{_MONTHS.index(month) + 1}-{said[2]}", line))
    elif said := _QUESTION.match(text):
        if zone.answered:
            zone.questions.append((_folded(said[1]), said[2].upper(), line))
        zone.answered = False
    elif said := _STATUS.search(text):
        zone.answered = said[1] in ("NOERROR", "NXDOMAIN")
        if not zone.answered:
            zone.gaps.append(f"第 {line} 行：查詢失敗（{said[1]}）")
    elif _FAILED.search(text):
        zone.gaps.append(f"第 {line} 行：查詢失敗")


def _record(text: str) -> tuple[str, str, str] | None:
    """Return owner, type and data of a line; None if it is no record."""
    if found := _WINDOWS_MX.match(text):
        return found[1], "MX", f"{found[2]} {found[3]}"
    if found := _LOOKUP.match(text):
        return found[1], _NAMES[found[2].casefold()], found[3]
    if found := _RECORD.match(text):
        return found[1], found[2].upper(), found[3]
    return None


def _data(kind: str, data: str) -> str:
    if kind != "TXT":
        return " ".join(data.partition(";")[0].split()).casefold().removesuffix(".").rstrip()
    strings = _STRING.findall(data)
    joined = "".join(strings) if strings else data.split(";")[0].strip()
    return re.sub(r"\\(.)", r"\1", joined)


def _rows(zone: _Zone) -> Iterator[dict[str, Any]]:
    by_name: dict[str, list[tuple[str, str, int]]] = {}
    for owner, kind, text, line in zone.records:
        by_name.setdefault(owner, []).append((kind, text, line))
    for owner, (target, line) in zone.aliases.items():
        if target in by_name:
            by_name[owner] = [*by_name.get(owner, ()), *by_name[target]]
        else:
            zone.gaps.append(f"第 {line} 行的 {owner} 指向 {target}，檔案裡沒有它的內容")
    seen: set[tuple[str, str, str]] = set()
    for owner, records in by_name.items():
        for kind, text, line in records:
            row = _row(owner, kind, text)
            if row and (owner, row["type"], text) not in seen:
                seen.add((owner, row["type"], text))
                yield {**row, "line": line}
    answered = {(owner, kind) for owner, kind, _ in seen}
    for owner, kind, line in zone.questions:
        if (row := _row(owner, kind, "")) and (owner, row["type"]) not in answered:
            answered.add((owner, row["type"]))
            if owner not in zone.aliases:
                yield {**row, "line": line}


def _row(owner: str, kind: str, text: str) -> dict[str, Any] | None:
    selector = ""
    if kind == "MX":
        type_ = "mx"
    elif kind != "TXT":
        return None
    elif owner.startswith("_dmarc."):
        type_, owner = "dmarc", owner.removeprefix("_dmarc.")
    elif "._domainkey." in owner:
        type_ = "dkim"
        selector, _, owner = owner.partition("._domainkey.")
    elif text and not _SPF.match(text):
        return None
    else:
        type_ = "spf"
    return {"domain": owner, "type": type_, "selector": selector, "text": text}


def _folded(name: str) -> str:
    return name.casefold().removesuffix(".")


def _day(text: str, line: int) -> date:
    try:
        day = parse_day(text)
    except ValueError:
        day = None
    if day is None:
        raise ReadError(f"看不懂查詢日「{text[:40]}」，請寫成 2026-11-20", line=line)
    return day
