"""郵件防偽：SPF、DKIM 與 DMARC

Tested is every domain that the records give an SPF record, an answer on SPF or an MX, and every
domain of the firm's brands, where they are there. Kinds of exception:

    spf_missing    asked for, and there is none
    spf_broken     two records (RFC 7208 §3.2), a term that is none, or more than `spf_lookups`
                   terms that ask the DNS: receivers then ignore it
    spf_open       it ends in +all or ?all, or in neither `all` nor `redirect`, or has a term that
                   every address is in: anyone passes
    dmarc_missing  asked for, and there is none, nor of a domain above
    dmarc_broken   two records, or one whose policy, or that of subdomains, is none known (RFC 7489
                   §6.6.3); what is wrong in the rest of it receivers pass over
    dmarc_open     its policy is none, or it is held against fewer than 100 % of mails
    dkim_short     a key of RSA shorter than `dkim_bits`
    dkim_broken    a record that holds no key

SPF is softly closed with ~all, which DMARC makes strict. Terms that ask the DNS are counted in the
record alone, not in what it includes. A DMARC record of the nearest domain above counts where the
domain has none, with its policy for subdomains; com.tw and the like are nobody's. Alignment is what
the firm needs, strict or not. A DKIM key that is revoked is a selector that was changed. "0 ." as
MX takes no mail (RFC 7505).

Of a name that was asked for on several days the last day's answer counts. A name that begins with
`_` is a part of other records, and only whether it is broken counts, unless one redirects to it.

That a name is not in the file does not show that it has no record: it must have been asked for.
Where it was not, where a domain with an MX has no DKIM key that is in use, where SPF leads to a
redirect that is not in the file, or a brand's domain is not there at all, the evidence is
insufficient. So it is, whatever it shows, where the day of asking is not written, is after the day
of the test, or more than `evidence_days` before it. The rule asks for more than records of mail.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from ..deadlines import days_between, format_roc
from ..readers import Table
from ..workflow import Verdict
from ._algorithms.mail.dkim import REVOKED, key_of
from ._algorithms.mail.spf import parse_spf
from ._algorithms.mail.tags import parse_tags
from ._model import Parameter, Result, Row, check

_RULES = ("twse/inspection-points@undated#14.2",)
_SUFFIXES = ("com", "org", "net", "gov", "edu", "idv", "game", "ebiz", "club", "co", "ac")
_POLICIES = ("none", "quarantine", "reject")
_PERCENT = re.compile(r"0?[0-9]{1,2}")  # of what is no number receivers make 100
_Records = Mapping[tuple[str, str], list[tuple[str, Row]]]
_Broken = tuple[str, str, tuple[str, Row]]


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={
        "spf_missing": "沒有 SPF",
        "spf_broken": "SPF 無效",
        "spf_open": "SPF 沒有擋下其他來源",
        "dmarc_missing": "沒有 DMARC",
        "dmarc_broken": "DMARC 無效",
        "dmarc_open": "DMARC 沒有處置",
        "dkim_short": "DKIM 金鑰過短",
        "dkim_broken": "DKIM 無效",
    },
    needs=("mail_records",),
    may_use=("brands",),
    parameters=(
        Parameter("spf_lookups", "SPF 查詢 DNS 的次數上限", 10, "次", "RFC 7208 §4.6.4"),
        Parameter(
            "dkim_bits", "DKIM 的 RSA 金鑰長度下限", 1024, "位元", "RFC 8301 §3.2", stricter="more"
        ),
        Parameter("evidence_days", "查詢距檢查日的天數上限", 31, "日", "本系統預設"),
    ),
)
def mail_authentication(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every domain whose mail others may write.

    >>> mail_authentication.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    records = _records(tables["mail_records"])
    brands = {name for table in tables["brands"] for row in table.rows for name in row["domains"]}
    parts = _parts(records) - brands
    domains = sorted({name for name, kind in records if kind in ("spf", "mx")} - parts | brands)
    rows: list[Row] = []
    doubts: list[str] = []
    for domain in sorted({*domains, *parts}):
        for kind, why, (source, row) in _broken(domain, records, parameters):
            where = {"name": domain, "source": source, "line": row["line"]}
            if kind == "spf_broken" or domain not in parts:
                rows.append({**where, "kind": kind, "why": why})
        doubts += () if domain in parts else _doubts(domain, records)
    if doubt := _unreliable(tables["mail_records"], records, on, parameters["evidence_days"]):
        return Result(Verdict.INSUFFICIENT, doubt, len(domains), tuple(rows))
    if rows:
        held = {row["name"] for row in rows}
        population = len(held.union(domains))
        reason = f"{population} 個網域中有 {len(held)} 個不符，共 {len(rows)} 項"
        return Result(Verdict.NONCONFORMING, reason, population, tuple(rows))
    if doubts or not domains:
        first = doubts[0] if doubts else "沒有任何網域的 SPF 或 MX"
        return Result(Verdict.INSUFFICIENT, f"{first}（共 {len(doubts)} 處）", len(domains))
    reason = f"共 {len(domains)} 個網域，SPF、DKIM 與 DMARC 都未發現不符"
    return Result(Verdict.CONFORMING, reason, len(domains))


def _records(tables: tuple[Table, ...]) -> _Records:
    """Return the records of each name and type, of several days' answers the last."""
    answers = [(table.source, row) for table in tables for row in table.rows]
    last: dict[tuple[str, str, str], date] = {}
    for _, row in answers:
        last[_asked_for(row)] = max(last.get(_asked_for(row), date.min), _day(row))
    found: dict[tuple[str, str], dict[tuple[str, str], tuple[str, Row]]] = {}
    for source, row in answers:
        if _day(row) == last[_asked_for(row)]:
            held = found.setdefault((row["domain"], row["type"]), {})
            held.setdefault((row["selector"], row["text"]), (source, row))
    return {key: list(held.values()) for key, held in found.items()}


def _asked_for(row: Row) -> tuple[str, str, str]:
    return row["domain"], row["type"], row["selector"]


def _day(row: Row) -> date:
    return row["asked"] or date.min


def _parts(records: _Records) -> set[str]:
    """Return the names of SPF records that are no domain's own but what others include."""
    texts = [row["text"] for (_, kind), held in records.items() if kind == "spf" for _, row in held]
    redirects = {parse_spf(text).redirect for text in texts}
    return {
        name
        for name, kind in records
        if kind == "spf" and name.startswith("_") and name not in redirects
        if (name, "mx") not in records
    }


def _texts(records: _Records, domain: str, kind: str) -> list[tuple[str, Row]]:
    return [each for each in records.get((domain, kind), ()) if each[1]["text"]]


def _broken(domain: str, records: _Records, parameters: Mapping[str, int]) -> Iterator[_Broken]:
    yield from _of_spf(domain, records, parameters["spf_lookups"])
    yield from _of_dmarc(domain, records)
    for at in _texts(records, domain, "dkim"):
        key = key_of(at[1]["text"])
        selector = at[1]["selector"]
        if key is None:
            yield "dkim_broken", f"選擇器 {selector} 沒有可用的公鑰", at
        elif key[0] == "rsa" and key[1] < parameters["dkim_bits"]:
            least = parameters["dkim_bits"]
            yield "dkim_short", f"選擇器 {selector} 的金鑰是 {key[1]} 位元，少於 {least} 位元", at


def _of_spf(domain: str, records: _Records, most: int) -> Iterator[_Broken]:
    found = _texts(records, domain, "spf")
    if not found:
        if asked := records.get((domain, "spf")):
            yield "spf_missing", f"{domain} 查詢不到 SPF", asked[0]
        return
    if len(found) > 1:
        yield "spf_broken", f"{domain} 有 {len(found)} 筆 SPF，收信者會視為無效", found[0]
        return
    spf = parse_spf(found[0][1]["text"])
    if spf.wrong:
        yield "spf_broken", f"SPF 的「{spf.wrong[:40]}」不是 RFC 7208 的寫法", found[0]
    if spf.lookups > most:
        yield "spf_broken", f"SPF 有 {spf.lookups} 項要查 DNS，超過 {most} 次", found[0]
    if spf.rest in ("+", "?"):
        yield "spf_open", f"SPF 以 {spf.rest}all 結尾，其他來源也會通過", found[0]
    elif not (spf.rest or spf.redirect):
        yield "spf_open", "SPF 沒有 all，其他來源不會被擋下", found[0]
    if spf.anyone:
        yield "spf_open", f"SPF 的「{spf.anyone[:40]}」涵蓋所有位址，任何來源都會通過", found[0]


def _of_dmarc(domain: str, records: _Records) -> Iterator[_Broken]:
    holder = _dmarc_holder(domain, records)
    found = _texts(records, holder, "dmarc")
    if not found:
        if _asked_up(domain, records):
            yield "dmarc_missing", f"{domain} 查詢不到 DMARC", records[domain, "dmarc"][0]
        return
    if len(found) > 1:
        yield "dmarc_broken", f"{holder} 有 {len(found)} 筆 DMARC，收信者會視為無效", found[0]
        return
    tags = parse_tags(found[0][1]["text"], lenient=True)
    if tags is None or next(iter(tags.items())) != ("v", "DMARC1"):
        yield "dmarc_broken", f"{holder} 的 DMARC 不是 RFC 7489 的寫法", found[0]
        return
    own = tags.get("p", "").casefold()
    below = tags.get("sp", own).casefold()
    policy = own if holder == domain else below
    pct = tags.get("pct", "100")
    unknown = next((each for each in (own, below) if each not in _POLICIES), None)
    if unknown is not None:
        yield "dmarc_broken", f"{holder} 的 DMARC 沒有有效的政策（{unknown[:20]}）", found[0]
    elif policy == "none":
        yield "dmarc_open", f"{holder} 的 DMARC 政策是 none，偽造的郵件照收", found[0]
    elif _PERCENT.fullmatch(pct):
        yield "dmarc_open", f"{holder} 的 DMARC 只對 {pct}% 的郵件生效", found[0]


def _above(domain: str) -> Iterator[str]:
    """Yield the domains above that a firm may hold, the nearest first."""
    labels = domain.split(".")
    for index in range(1, len(labels) - 1):
        above = labels[index:]
        if not (len(above) == 2 and len(above[1]) == 2 and above[0] in _SUFFIXES):
            yield ".".join(above)


def _dmarc_holder(domain: str, records: _Records) -> str:
    held = (name for name in (domain, *_above(domain)) if _texts(records, name, "dmarc"))
    return next(held, domain)


def _asked_up(domain: str, records: _Records) -> bool:
    """Say whether a domain and all above were asked for DMARC."""
    return all((name, "dmarc") in records for name in (domain, *_above(domain)))


def _doubts(domain: str, records: _Records) -> Iterator[str]:
    """Say what the records do not show of a domain."""
    spf = _texts(records, domain, "spf")
    if (domain, "spf") not in records:
        yield f"{domain} 沒有查詢 SPF"
    for target in (parse_spf(row["text"]).redirect for _, row in spf):
        if target and not _texts(records, target, "spf"):
            yield f"{domain} 的 SPF 轉到 {target}，請一併查詢它的 SPF"
    if not _texts(records, _dmarc_holder(domain, records), "dmarc"):
        yield f"{domain} 或它的上層網域沒有查詢 DMARC"
    keys = {key_of(row["text"]) for _, row in _texts(records, domain, "dkim")}
    hosts = [row["text"].partition(" ")[2] for _, row in _texts(records, domain, "mx")]
    if any(host.strip(" .") for host in hosts) and not keys - {None, REVOKED}:
        yield f"{domain} 沒有查到使用中的 DKIM 公鑰，請列出選擇器再查詢"


def _unreliable(tables: tuple[Table, ...], records: _Records, on: date, days: int) -> str:
    """Say why the records cannot be relied on, whatever they show; "" if they can."""
    for table in tables:
        for asked in {row["asked"] for row in table.rows}:
            if asked is None:
                return f"{table.source} 沒有寫查詢日，請在第一行以註解寫上查詢日，例如 2026-11-20"
            if asked > on:
                return f"{table.source} 是{format_roc(asked)}查詢的，在檢查日之後，請確認檢查日"
    for source, row in (each for held in records.values() for each in held):
        if days_between(row["asked"], on) > days:
            told = f"{source} 的 {row['domain']} 是{format_roc(row['asked'])}查詢的"
            return f"{told}，早於檢查日超過 {days} 日，請重新查詢"
    return ""
