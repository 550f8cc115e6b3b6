"""特權帳號：都在核准清冊上、未過期，使用都有來源與核准依據

Every privileged account that can be used is looked for on the register of approvals, by its name
without its domain or host, and by the list it is in (`_algorithms/accounts/approvals.py`). Kinds:

    unregistered    no entry of the register is for it
    lapsed          its entries have ended, or name no approver or day; one without an end holds
                    for `approval_days`
    unowned         the entry in force names no one responsible
    ghost           an entry that has not ended, whose account is in no list of its system
    session_unregistered    a session of a privileged account, or of none known, without an entry
    session_lapsed  a session after its entry's end, or before its approval
    session_place   a session from elsewhere than the entry in force allows
    session_ticket  a session with neither a ticket nor an approver

Sessions are used where they are given. A session is judged by the entries of its account's name
and system; where either names no system, by all of that name. What cannot be told is insufficient,
not kept: an entry of a system no list is of, an account of a name only such an entry has, a session
whose place is not written or whose system is in no entry of its account, one of an account without
an entry that the lists know and none calls privileged, one from a name where only addresses are
allowed or the reverse, an entry without allowed places whose account has sessions. Evidence from
after the day of the test, or too old, is insufficient whatever it shows.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from ipaddress import ip_address, ip_network

from ..deadlines import days_between, format_roc
from ..readers import Table
from ..workflow import Verdict
from ._algorithms.accounts.approvals import Approvals, lapsed
from ._algorithms.accounts.asked import APPROVAL_DAYS, EVIDENCE_DAYS
from ._algorithms.accounts.state import doubt, plain, usable
from ._model import Parameter, Result, Row, check

_RULES = ("twse/inspection-points@undated#9.1", "tpex/sto-assessment@undated#3.8.5")


@check(
    rules=_RULES,
    only_refutes=_RULES,
    needs=("accounts", "privileged_register"),
    may_use=("privileged_sessions",),
    parameters=(
        APPROVAL_DAYS,
        EVIDENCE_DAYS,
        Parameter(
            "session_days",
            "使用紀錄最新一筆距檢測日的天數上限",
            92,
            "日",
            "本系統預設，依檢查重點抽近三個月的使用",
        ),
    ),
    kinds={
        "unregistered": "不在核准清冊上",
        "lapsed": "核准已失效",
        "unowned": "沒有負責人",
        "ghost": "清冊上有、系統上沒有",
        "session_unregistered": "使用未經列冊的帳號",
        "session_lapsed": "在核准期間以外使用",
        "session_place": "來源不在允許範圍",
        "session_ticket": "使用沒有單號或核准人",
    },
)
def privileged_accounts(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every privileged account, approval and session that is not as it should be.

    >>> privileged_accounts.run({}, on=date(2026, 11, 21)).reason
    '缺少資料：帳號清單（accounts）、特權帳號核准清冊（privileged_register）'
    """
    accounts, sessions = tables["accounts"], tables["privileged_sessions"]
    approvals = Approvals(tables["privileged_register"], accounts)
    tested = [(table, row) for table, row in usable(accounts, on) if row["privileged"]]
    days = parameters["approval_days"]
    rows = [
        *_accounts(tested, approvals, on, days),
        *_ghosts(approvals, accounts, on),
        *_sessions(sessions, approvals, _ordinary(accounts), days),
    ]
    late = doubt(accounts, on, parameters["evidence_days"]) or approvals.future(on)
    if late := late or _untimely(sessions, on, parameters["session_days"]):
        return Result(Verdict.INSUFFICIENT, late, len(tested), tuple(rows))
    if rows:
        reason = f"{len(tested)} 個可使用的特權帳號，發現 {len(rows)} 項不符"
        return Result(Verdict.NONCONFORMING, reason, len(tested), tuple(rows))
    unknown = _unknown(approvals, sessions, days)
    if unknown or not tested:
        reason = unknown or "帳號清單裡沒有可使用的特權帳號，請確認匯出的範圍與群組欄"
        return Result(Verdict.INSUFFICIENT, reason, len(tested))
    uses = sum(len(table.rows) for table in sessions)
    reason = f"共 {len(tested)} 個可使用的特權帳號都在核准清冊上且未過期" + (
        f"，{uses} 次使用都有來源與核准依據" if uses else "；未提供使用紀錄"
    )
    return Result(Verdict.CONFORMING, reason, len(tested))


def _accounts(
    tested: list[tuple[Table, Row]], approvals: Approvals, on: date, days: int
) -> Iterator[Row]:
    for table, row in tested:
        where = _where(table, row)
        entries = approvals.of(row["account"], table.source)
        force = approvals.in_force(row["account"], table.source, on, days)
        if not entries and not approvals.may_mean(row["account"]):
            groups = "、".join(row["groups"][:3]) or "未列"
            yield {**where, "kind": "unregistered", "why": f"不在核准清冊上（群組 {groups}）"}
        elif entries and not force:
            yield {**where, "kind": "lapsed", "why": lapsed(entries[-1], on, days)}
        elif force and not any(entry["owner"] for entry in force):
            yield {**where, "kind": "unowned", "why": "核准清冊上沒有寫負責人"}


def _ghosts(approvals: Approvals, accounts: tuple[Table, ...], on: date) -> Iterator[Row]:
    known = {(table.source, plain(row["account"])) for table in accounts for row in table.rows}
    for table, entry in approvals.entries:
        if entry["valid_until"] and entry["valid_until"] < on:
            continue
        sources = approvals.sources_of(entry)
        if sources and not any((source, plain(entry["account"])) in known for source in sources):
            why = f"{'、'.join(sources[:3])} 裡沒有這個帳號，清冊未更新"
            yield {**_where(table, entry), "kind": "ghost", "why": why}


def _ordinary(accounts: tuple[Table, ...]) -> set[str]:
    """Return the names that lists have, and none as privileged."""
    told = [(plain(row["account"]), row["privileged"]) for table in accounts for row in table.rows]
    return {name for name, _ in told} - {name for name, privileged in told if privileged}


def _sessions(
    sessions: tuple[Table, ...], approvals: Approvals, ordinary: set[str], days: int
) -> Iterator[Row]:
    for table in sessions:
        for use in table.rows:
            for kind, why in _misused(use, approvals, ordinary, days):
                shown = f"{use['at'][:40]} 的使用{why}"
                yield {**_where(table, use), "kind": kind, "why": shown}


def _misused(
    use: Row, approvals: Approvals, ordinary: set[str], days: int
) -> Iterator[tuple[str, str]]:
    if not use["ticket"] and not use["approved_by"]:
        yield "session_ticket", "沒有單號也沒有核准人"
    if not approvals.named(use["account"]) and plain(use["account"]) not in ordinary:
        yield "session_unregistered", f"（{use['address'] or '來源不明'}），帳號不在核准清冊上"
    if not _entries(use, approvals):
        return
    force = _in_force(use, approvals, days)
    if not force:
        yield "session_lapsed", f"不在核准期間內（{format_roc(use['day'])}）"
        return
    allowed = [place for entry in force for place in entry["sources"]]
    open_ended = any(not entry["sources"] for entry in force)
    if use["address"] and not open_ended and _is_allowed(use["address"], allowed) is False:
        yield (
            "session_place",
            f"來自 {use['address'][:60]}，不在允許來源（{'、'.join(allowed[:3])}）",
        )


def _entries(use: Row, approvals: Approvals) -> list[Row]:
    system = use["system"].casefold()
    return [
        entry
        for entry in approvals.named(use["account"])
        if not system or not entry["system"] or entry["system"].casefold() == system
    ]


def _in_force(use: Row, approvals: Approvals, days: int) -> list[Row]:
    day = use["day"]
    return [
        entry
        for entry in _entries(use, approvals)
        if not lapsed(entry, day, days) and entry["approved"] <= day
    ]


def _is_allowed(address: str, allowed: list[str]) -> bool | None:
    """Say whether a session may come from there; None where names and addresses would be compared.

    A name with its domain and one without are the same.
    """
    try:
        found = ip_address(address)
    except ValueError:
        name = address.casefold()
        names = [place.casefold() for place in allowed if "/" not in place]
        short = {each for each in names if "." not in each or "." not in name}
        fits = name in names or name.partition(".")[0] in {x.partition(".")[0] for x in short}
        return fits if names else None
    networks = [ip_network(place) for place in allowed if "/" in place]
    return any(found in network for network in networks) if networks else None


def _untimely(sessions: tuple[Table, ...], on: date, days: int) -> str:
    for table in sessions:
        newest = max((row["day"] for row in table.rows), default=None)
        if newest and newest > on:
            return f"{table.source} 有檢測日之後的使用（{format_roc(newest)}），請確認檢測日"
        if newest and days_between(newest, on) > days:
            shown = format_roc(newest)
            return f"{table.source} 最新的使用是 {shown}，距檢測日超過 {days} 日，請重新匯出"
    return ""


def _unknown(approvals: Approvals, sessions: tuple[Table, ...], days: int) -> str:
    """Say what cannot be told though nothing is broken; "" if all can."""
    lost = [row for _, row in approvals.entries if not approvals.sources_of(row)]
    if lost:
        return (
            f"清冊有 {len(lost)} 筆對不到帳號清單（{lost[0]['account']}，"
            f"系統「{lost[0]['system']}」等），請補上該系統的帳號清單，檔名含系統名稱"
        )
    uses = [row for table in sessions for row in table.rows]
    if placeless := [use for use in uses if not use["address"]]:
        return f"使用紀錄有 {len(placeless)} 筆沒有來源（第 {placeless[0]['line']} 行等）"
    for use in uses:
        account = use["account"]
        if not approvals.named(account):
            return f"使用紀錄的帳號「{account}」不在清冊上，帳號清單也沒有列為特權，請確認"
        if not _entries(use, approvals):
            return f"使用紀錄的系統「{use['system']}」對不到清冊上帳號「{account}」的系統"
        if not all(entry["sources"] for entry in _entries(use, approvals)):
            return f"清冊沒有寫帳號「{account}」的允許來源，無法與使用紀錄比對"
        force = _in_force(use, approvals, days)
        allowed = [place for entry in force for place in entry["sources"]]
        if _is_allowed(use["address"], allowed) is None:
            return (
                f"帳號「{account}」由「{use['address'][:60]}」使用，允許來源是"
                f"「{'、'.join(allowed[:3])}」，位址與主機名稱無法比對，請補齊"
            )
    return ""


def _where(table: Table, row: Row) -> Row:
    return {"account": row["account"], "source": table.source, "line": row["line"]}
