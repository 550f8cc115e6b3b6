"""網頁異動：與基準不同的網頁，都有核准的變更單，也只用核准的外部主機

The earliest snapshot of a site is the baseline, the latest is compared with it. Kinds of exception:

    changed      the page is not the baseline's, apart from what is new on every visit
    script       it runs a script that the baseline's page does not
    form         it sends a form to where the baseline's page does not
    frame        it frames what the baseline's page does not
    added        a page the baseline does not have
    gone         a page of the baseline that is not there
    host         it loads from or sends to a host of another that the list does not allow
    unreadable   one of the snapshots could not read it, so that nothing is known of it

Of a page that changed, what is new in it is told besides. A change is left out, and counted in the
reason, where a ticket covers its address or its path, as people or as browsers write it: approved,
on the day its work began or before, with a window that meets the time between the snapshots, for a
page does not say when it was changed. No ticket excuses a host that is not on the list, or what
could not be read.

Every site is judged by its own snapshots, and the worst of them counts. A site's evidence is
insufficient whatever it shows with one snapshot only, snapshots that lie less than `span_days`
apart, one taken after the day of the test, or the latest taken more than `evidence_days` before it.
It is too where nothing is broken but a page could not be read. What a script loads when it runs is
not seen.

The rules ask also that changes be noticed at once, recorded and told to somebody, and that every
page and program be watched; snapshots cannot show that, so they only refute.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import unquote

from ..deadlines import format_roc
from ..readers import Row, Table
from ..workflow import Verdict
from ._algorithms.approvals import Approvals
from ._algorithms.two_lists import PARAMETERS, any_of, by_subject, not_ordered, together, unreliable
from ._model import Result, check

_RULES = (
    "twse/mechanism@2018-11-30#7.1.f.b",
    "twse/mechanism@before-2018-11-30#7.1.f.b",
    "twse/inspection-points@undated#7.10",
    "tpex/sto-assessment@undated#3.8.4",
)
_NEW = {
    "script": ("scripts", "多了指令碼"),
    "form": ("forms", "表單多送到"),
    "frame": ("frames", "多了內嵌"),
}
_NEVER_EXCUSED = ("host", "unreadable")
_SHOWN = 3


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={
        "changed": "網頁被改",
        "script": "新的指令碼",
        "form": "新的表單去向",
        "frame": "新的內嵌",
        "added": "多出來的網頁",
        "gone": "不見的網頁",
        "host": "未核准的外部主機",
        "unreadable": "讀不到",
    },
    needs=("web_pages", "web_hosts"),
    may_use=("change_tickets",),
    parameters=PARAMETERS,
)
def web_change(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every change of a site that no ticket covers, and every host that is not allowed.

    >>> web_change.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    allowed = {row["host"] for table in tables["web_hosts"] for row in table.rows}
    tickets = [row for table in tables["change_tickets"] for row in table.rows]
    sites = by_subject(
        tables["web_pages"], lambda row: str(row["site"]), of="snapshot", name="url", at="taken_at"
    )
    return together(
        {
            site: _judge(snapshots, allowed, tickets, on, parameters)
            for site, snapshots in sites.items()
        }
    )


def _judge(
    snapshots: list[dict[str, Row]],
    allowed: set[str],
    tickets: list[Row],
    on: date,
    parameters: Mapping[str, int],
) -> Result:
    """Judge the snapshots of one site."""
    before, after = snapshots[0], snapshots[-1]
    first, last = any_of(before), any_of(after)
    population = len({*before, *after})
    if doubt := not_ordered(snapshots, "taken_at"):
        return Result(Verdict.INSUFFICIENT, doubt, population)
    approvals = Approvals(tickets, since=first["taken"], until=last["taken"])
    found = [
        {"name": url, "source": row["source"], "line": row["line"], "kind": kind, "why": why}
        for url in sorted({*before, *after})
        for row in [after.get(url) or before[url]]
        for kind, why in _different(before.get(url), after.get(url), allowed)
    ]
    rows = tuple(row for row in found if not _approved(row, approvals, last["site"]))
    if doubt := unreliable(first["taken"], last["taken"], on, parameters):
        return Result(Verdict.INSUFFICIENT, doubt, population, rows)
    figures = (
        f"共 {population} 個網頁，{format_roc(first['taken'])}到{format_roc(last['taken'])}"
        f"有 {len(rows)} 項異動未經核准，另有 {len(found) - len(rows)} 項已核准"
    )
    unread = [row for row in rows if row["kind"] == "unreadable"]
    if len(rows) > len(unread):
        return Result(Verdict.NONCONFORMING, figures, population, rows)
    if unread:
        reason = f"{len(unread)} 個網頁讀不到（{unread[0]['name']} 等），不能認定沒有異動"
        return Result(Verdict.INSUFFICIENT, reason, population, rows)
    return Result(Verdict.CONFORMING, figures, population)


def _different(old: Row | None, new: Row | None, allowed: set[str]) -> Iterator[tuple[str, str]]:
    if new is None:
        yield "gone", "基準裡的網頁不見了"
        return
    if new["error"] or (old and old["error"]):
        when = "這次" if new["error"] else "基準當時"
        yield "unreadable", f"{when}讀不到：{new['error'] or (old or new)['error']}"
    elif old is None:
        yield "added", "基準裡沒有這個網頁"
    else:
        if old["sha256"] != new["sha256"]:
            hashes = f"{old['sha256'][:12]}… 變成 {new['sha256'][:12]}…"
            yield "changed", f"內容不同：SHA-256 由 {hashes}"
        for kind, (column, what) in _NEW.items():
            if more := set(new[column]) - set(old[column]):
                yield kind, f"{what}{_several(more)}"
    if strange := {host for host in new["hosts"] if not _is_allowed(host, allowed)}:
        yield "host", f"用到清單上沒有的外部主機{_several(strange)}"


def _several(names: set[str]) -> str:
    shown = "、".join(sorted(names)[:_SHOWN])
    return f" {shown}" + (f" 等 {len(names)} 個" if len(names) > _SHOWN else "")


def _is_allowed(host: str, allowed: set[str]) -> bool:
    host = host.removesuffix(".")
    parts = host.split(".")
    above = {f"*.{'.'.join(parts[at:])}" for at in range(1, len(parts))}
    return host in allowed or bool(above & allowed)


def _approved(row: Row, approvals: Approvals, site: str) -> bool:
    if row["kind"] in _NEVER_EXCUSED:
        return False
    path = row["name"].removeprefix(site).removeprefix("/")
    names = (row["name"], f"/{path}", path)
    return bool(approvals.covering((*names, *map(unquote, names)), None))
