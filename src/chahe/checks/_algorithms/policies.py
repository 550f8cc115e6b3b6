"""Judge policies one by one: what each breaks, and what each leaves undefined."""

from collections.abc import Callable, Iterable, Mapping

from ...readers import Table
from ...workflow import Verdict
from .._model import Result, Row


def judged(
    tables: tuple[Table, ...],
    *,
    broken: Callable[[Row], Iterable[tuple[str, str]]],
    asked: Mapping[str, str],
    kept: str,
) -> Result:
    """Return what policies come to, each by its own row.

    `broken` yields (kind, why) of a row; `asked` names, by column, what every policy must define;
    `kept` says in words what holds of all of them when nothing is broken.
    """
    policies = [(table, row) for table in tables for row in table.rows]
    rows: list[Row] = []
    undefined = []
    for table, row in policies:
        name = row["system"] or table.source
        where = {"name": name, "source": table.source, "line": row["line"]}
        rows += [{**where, "kind": kind, "why": why} for kind, why in broken(row)]
        if missing := [title for column, title in asked.items() if row[column] is None]:
            undefined.append(f"{name} 沒有定義{'、'.join(missing)}")
    if rows:
        held = len({(row["source"], row["name"]) for row in rows})
        reason = f"{len(policies)} 份設定中有 {held} 份不符，共 {len(rows)} 項"
        return Result(Verdict.NONCONFORMING, reason, len(policies), tuple(rows))
    if undefined:
        reason = f"{undefined[0]}，無法判斷實際生效的設定；請匯出生效的原則"
        return Result(Verdict.INSUFFICIENT, reason, len(policies))
    return Result(Verdict.CONFORMING, f"{len(policies)} 份設定都是{kept}", len(policies))
