"""防火牆政策：任意放行、網際網路直入內部、逾期、無註記、無紀錄與停用未刪

Every policy that is enabled and lets traffic through (accept, or IPsec) is tested as written, and
every disabled one is named. Kinds of exception:

    any_any_any         source, destination and service are all any
    internet_to_inside  the internet may open connections to the inside
    any_service         any service, though source or destination is not any
    expired             its schedule or expiry ended before the day of the test
    no_comment          nobody wrote why it is there or whose it is
    no_log              logtraffic disable, or utm with no security profile, which logs nothing
    disabled            left behind, switched off

*Any* is what is covered, not what it is called: all unicast IPv4 (or 2000::/3) but for at most
`named_addresses`, whatever the objects' names or halves, negation applied; and protocol any, or at
least `wide_ports` ports of TCP or UDP. A policy for named users is not any source.

*The internet* is a source interface whose role is wan, or the interface any, when the source holds
more than `named_addresses` public addresses, a country, or one of Fortinet's lists: a counterparty
named by its addresses is not the internet, and neither is what comes out of a VPN tunnel.
*Inside* is a destination interface whose role is lan; or, where the role is neither dmz nor wan,
private addresses. A virtual IP counts as where it leads, so one that leads to a dmz is not inside.
A configuration shows neither who approved it (7.1.b.e) nor how long logs are kept (7.1.b.c).
Where an interface has no role, or what a source from outside holds is not in the file (a dynamic
group, a list kept elsewhere), and the answer turns on it, the evidence is insufficient.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from ..deadlines import format_roc
from ..readers import Table
from ..workflow import Verdict
from ._algorithms.internet import any_to_any, from_internet, to_inside
from ._model import Parameter, Result, Row, check

_UNTOLD = "因介面未設定 role，或來源的內容不在檔案中，無法判斷是否由網際網路直入內部"


class _Limits(NamedTuple):
    on: date
    named: int
    wide: int


_BROKEN_BY = {
    "7.1.a.a": ("any_any_any", "any_service", "internet_to_inside"),
    "7.1.b.c": ("no_log",),
    "7.1.b.d": ("any_any_any", "internet_to_inside"),
    "7.1.b.e": ("no_comment", "expired", "disabled"),
}
_REFUTED_BY = {
    f"twse/mechanism@{edition}#{path}": kinds
    for edition in ("2018-11-30", "before-2018-11-30")
    for path, kinds in _BROKEN_BY.items()
}


@check(
    rules=tuple(_REFUTED_BY),
    only_refutes=tuple(rule for rule in _REFUTED_BY if not rule.endswith("#7.1.b.d")),
    refuted_by=_REFUTED_BY,
    kinds={
        "any_any_any": "來源、目的、服務都不限",
        "internet_to_inside": "網際網路直入內部",
        "any_service": "服務不限",
        "expired": "已過期",
        "no_comment": "無註記",
        "no_log": "不留紀錄",
        "disabled": "停用未刪",
    },
    needs=("firewall_policies",),
    parameters=(
        Parameter(
            "named_addresses",
            "仍算特定對象的公開位址數上限",
            65536,
            "個位址",
            "本系統預設（一個 /16）",
        ),
        Parameter(
            "wide_ports",
            "視為任意服務的通訊埠數下限",
            64512,
            "個通訊埠",
            "本系統預設（1024–65535 全開，RFC 6335 §6）",
        ),
    ),
)
def firewall_exposure(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every policy that opens more than it should.

    >>> table = Table("firewall_policies", (), "fw.conf", "fortigate")
    >>> firewall_exposure.run({"firewall_policies": (table,)}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    limits = _Limits(on, parameters["named_addresses"], parameters["wide_ports"])
    rows: list[Row] = []
    unknown: list[Row] = []
    policies = [(table, row) for table in tables["firewall_policies"] for row in table.rows]
    tested = 0
    for table, row in policies:
        if row["status"] == "disable":
            rows.append(_exception(table, row, "disabled", "政策已停用仍留在設定中，請確認後刪除"))
        elif row["action"] != "deny":
            tested += 1
            rows += [_exception(table, row, kind, why) for kind, why in _broken(row, limits)]
            if _internet_to_inside(row, limits) is None:
                unknown.append(_exception(table, row, "unknown_side", ""))
    return _result(rows, unknown, len(policies), tested)


def _result(rows: list[Row], unknown: list[Row], population: int, tested: int) -> Result:
    if rows:
        held = len({(row["source"], row["vdom"], row["policy"]) for row in rows})
        reason = f"{population} 條政策中有 {held} 條不符，共 {len(rows)} 項"
        if unknown:
            reason += f"；另有 {len(unknown)} 條{_UNTOLD}"
        return Result(
            Verdict.NONCONFORMING, reason, population, tuple(rows), bool(tested) and not unknown
        )
    if unknown:
        first = unknown[0]
        reason = (
            f"有 {len(unknown)} 條政策{_UNTOLD}（例如 "
            f"{first['source']} 第 {first['line']} 行的政策 {first['policy']}）；請設定介面的用途"
            "後重新匯出（FortiGate：config system interface 的 role）"
        )
        return Result(Verdict.INSUFFICIENT, reason, population)
    if not tested:
        reason = f"{population} 條政策中沒有任何啟用的放行政策，請確認是否為上線設備的備份"
        return Result(Verdict.INSUFFICIENT, reason, population)
    reason = (
        f"共 {population} 條政策，逐條檢測其中啟用且放行的 {tested} 條，"
        "未發現任意放行、網際網路直入內部、逾期、無註記、無紀錄或停用未刪者"
        "（核准紀錄與紀錄保存年限不在設定檔內，須另以佐證查核）"
    )
    return Result(Verdict.CONFORMING, reason, population)


def _exception(table: Table, row: Row, kind: str, why: str) -> Row:
    told = {name: row[name] for name in ("policy", "vdom", "name", "line")}
    return {**told, "source": table.source, "kind": kind, "why": why}


def _broken(row: Row, limits: _Limits) -> list[tuple[str, str]]:
    return [(kind, why(row)) for kind, broken, why in _TESTS if broken(row, limits)]


def _any_any_any(row: Row, limits: _Limits) -> bool:
    return _any_service(row, limits) and not row["users"] and any_to_any(row, limits.named)


def _only_any_service(row: Row, limits: _Limits) -> bool:
    return _any_service(row, limits) and not _any_any_any(row, limits)


def _any_service(row: Row, limits: _Limits) -> bool:
    opened = {"tcp": 0, "udp": 0}
    for protocol, low, high in row["ports"]:
        if (protocol, low, high) == ("ip", 0, 255):
            return True
        if protocol in opened:
            opened[protocol] += high - low + 1
    return max(opened.values()) >= limits.wide


def _internet_to_inside(row: Row, limits: _Limits) -> bool | None:
    """Say whether the internet may open connections to the inside; None where that is not told."""
    answers = (from_internet(row, limits.named), to_inside(row))
    if False in answers:
        return False
    return None if None in answers else True


def _expired(row: Row, limits: _Limits) -> bool:
    return row["schedule_ends"] is not None and row["schedule_ends"] < limits.on


def _silent(row: Row, limits: _Limits) -> bool:
    return row["log"] == "disable" or (row["log"] == "utm" and not row["inspected"])


def _names(names: tuple[str, ...], *, negate: bool = False) -> str:
    shown = "、".join(names[:3]) or "未設定"
    counted = f"{shown}等 {len(names)} 項" if len(names) > 3 else shown
    return f"{counted}以外" if negate else counted


def _services(row: Row) -> str:
    return _names(row["services"], negate=row["service_negate"])


def _ends(row: Row) -> str:
    return "、".join(
        f"{title} {_names(row[f'{end}_addresses'], negate=row[f'{end}_negate'])}"
        f"（介面 {_names(row[f'{end}_interfaces'])}）"
        for end, title in (("source", "來源"), ("destination", "目的"))
    )


_TESTS: tuple[tuple[str, Callable[[Row, _Limits], bool | None], Callable[[Row], str]], ...] = (
    (
        "any_any_any",
        _any_any_any,
        lambda row: f"來源、目的與服務都是任意：{_ends(row)}、服務 {_services(row)}",
    ),
    (
        "internet_to_inside",
        _internet_to_inside,
        lambda row: f"網際網路可直接連入內部：{_ends(row)}",
    ),
    ("any_service", _only_any_service, lambda row: f"開放任意服務：{_services(row)}"),
    (
        "expired",
        _expired,
        lambda row: f"時程「{row['schedule']}」已於 {format_roc(row['schedule_ends'])}到期，請刪除",
    ),
    (
        "no_comment",
        lambda row, limits: not row["comment"].strip(),
        lambda row: "沒有註記用途、申請單號或負責人",
    ),
    ("no_log", _silent, lambda row: f"放行的連線不留紀錄（logtraffic {row['log']}）"),
)
