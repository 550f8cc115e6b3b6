"""檔案完整性：與基準不同的檔案，都有核准的變更單

The earliest list of a tree is the baseline, the latest is compared with it. Kinds of exception:

    added        an entry the baseline does not have
    removed      an entry of the baseline that is gone
    content      a file's digest, or where a symbolic link points, is not the baseline's
    access       other permissions, another owner or group
    type         a file became a link, a folder became a file, and so on
    unreadable   one of the lists could not read it, so that nothing is known of it

A change is left out, and counted in the reason, where a ticket covers its path: its globs are of
the whole path or below the root; it was approved, on the day its work began or before, and the
day of the change is within its window. That day is the ctime's, for a modification time is set by
whoever writes the file; what is gone has none, and the window must meet the time between the lists.
No ticket excuses what could not be read.

Every tree (a root on a host) is judged by its own lists, and the worst of them counts; where there
are several, rows are named after theirs. A tree's evidence is insufficient whatever it shows with
one list only, two made at one moment, lists of more than one digest, that leave out different
things, or that lie less than `span_days` apart (two of one minute show nothing), a list made after
the day of the test, or the latest made more than `evidence_days` before it. It is too where nothing
is broken but something could not be read.

The rules ask also that changes be noticed at once, recorded and told to somebody, and that every
host and folder be watched; lists cannot show that, so they only refute.
"""

from collections.abc import Mapping
from datetime import date

from ..deadlines import format_roc
from ..readers import Row, Table
from ..workflow import Verdict
from ._algorithms.approvals import Approvals
from ._algorithms.manifests import Change, changes
from ._algorithms.two_lists import PARAMETERS, any_of, by_subject, not_ordered, together, unreliable
from ._model import Result, check

_RULES = (
    "twse/mechanism@2018-11-30#7.1.f.b",
    "twse/mechanism@before-2018-11-30#7.1.f.b",
    "twse/inspection-points@undated#7.10",
    "tpex/sto-assessment@undated#3.8.4",
)


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={
        "added": "多出來的檔案",
        "removed": "不見的檔案",
        "content": "內容被改",
        "access": "權限或擁有者被改",
        "type": "種類被改",
        "unreadable": "讀不到",
    },
    needs=("file_manifest",),
    may_use=("change_tickets",),
    parameters=PARAMETERS,
)
def file_integrity(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every change of a tree that no ticket covers.

    >>> file_integrity.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    trees = by_subject(
        tables["file_manifest"],
        lambda row: f"{row['host']}:{row['root']}",
        of="manifest",
        name="path",
        at="made_at",
    )
    tickets = [row for table in tables["change_tickets"] for row in table.rows]
    several = len(trees) > 1
    return together(
        {
            tree: _judge(lists, tickets, on, parameters, named=f"{tree}/" if several else "")
            for tree, lists in trees.items()
        }
    )


def _judge(
    lists: list[dict[str, Row]],
    tickets: list[Row],
    on: date,
    parameters: Mapping[str, int],
    *,
    named: str,
) -> Result:
    """Judge the lists of one tree; its rows are named after it."""
    before, after = lists[0], lists[-1]
    first, last = any_of(before), any_of(after)
    population = len({*before, *after})
    if doubt := _not_comparable(lists):
        return Result(Verdict.INSUFFICIENT, doubt, population)
    approvals = Approvals(tickets, since=first["made"], until=last["made"])
    found = changes(before, after)
    broken = [each for each in found if not _approved(each, approvals, last["root"])]
    shown = tuple(_row(each, named) for each in broken)
    if doubt := unreliable(first["made"], last["made"], on, parameters):
        return Result(Verdict.INSUFFICIENT, doubt, population, shown)
    approved = len(found) - len(broken)
    figures = (
        f"共 {population} 個項目，{format_roc(first['made'])}到{format_roc(last['made'])}"
        f"有 {len(broken)} 項異動沒有變更單涵蓋，另有 {approved} 項已核准"
    )
    unread = [each for each in broken if each.kind == "unreadable"]
    if len(broken) > len(unread):
        return Result(Verdict.NONCONFORMING, figures, population, shown)
    if unread:
        reason = f"{len(unread)} 個項目讀不到（{unread[0].path} 等），不能認定沒有異動"
        return Result(Verdict.INSUFFICIENT, reason, population, shown)
    return Result(Verdict.CONFORMING, figures, population)


def _approved(change: Change, approvals: Approvals, root: str) -> bool:
    covered = change.kind != "unreadable" and approvals.of_path(change.path, root, change.day)
    return bool(covered)


def _row(change: Change, named: str) -> Row:
    when = f"（{format_roc(change.day)}）" if change.day and change.day.year < 9999 else ""
    return {
        "name": f"{named}{change.path}",
        "source": change.entry["source"],
        "line": change.entry["line"],
        "kind": change.kind,
        "why": f"{change.why}{when}",
    }


def _not_comparable(lists: list[dict[str, Row]]) -> str:
    """Say why the lists of a tree cannot be compared; "" if they can."""
    firsts = [any_of(entries) for entries in lists]
    if len({frozenset(row["excluded"]) for row in firsts}) > 1:
        return f"{len(firsts)} 份清單排除的範圍不同，請以相同的 --exclude 重新產生"
    if len({row["digest"] for row in firsts}) > 1:
        return f"{len(firsts)} 份清單的雜湊演算法不同，請以相同的 --digest 重新產生"
    return not_ordered(lists, "made_at")
