"""What a check is."""

import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from ..readers import KIND_TITLES, Table
from ..workflow import Verdict

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Result:
    """What a check says of its tables.

    `population` is how many things were tested; `rows` are the exception rows, each naming
    its thing by its own id (`policy`, `account`), with `source`, `line` and `why`. `complete`: the
    rows are all there is to find, nothing was left undecided.
    """

    verdict: Verdict
    reason: str
    population: int
    rows: tuple[Row, ...] = ()
    complete: bool = False


@dataclass(frozen=True)
class Parameter:
    """A threshold, with its unit and where the figure comes from; `stricter` is less or more.

    `rule` cites the rule that names the figure; it is "" where no rule does and the figure is ours.
    """

    id: str
    title: str
    value: int
    unit: str
    source: str
    stricter: str = "less"
    rule: str = ""

    def is_looser(self, value: int) -> bool:
        """Say whether a figure asks for less than this one does."""
        return value > self.value if self.stricter == "less" else value < self.value


Run = Callable[[Mapping[str, tuple[Table, ...]], date, Mapping[str, int]], Result]


@dataclass(frozen=True)
class Check:
    """`rules` are cited as `document@edition#path`; `needs` and `may_use` are table kinds.

    `only_refutes` are those of its rules that ask for more than the tables can show: the check can
    find them broken, and finding nothing does not show that they are kept. `kinds` are the kinds
    of its exception rows, each with what people call it. `refuted_by` names, of some rules, the
    kinds that show them broken; the others are broken by every kind, but for those `for_review`:
    what a person should look at, which by itself breaks nothing.
    """

    id: str
    title: str
    rules: tuple[str, ...]
    needs: tuple[str, ...]
    may_use: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    only_refutes: tuple[str, ...]
    kinds: Mapping[str, str]
    refuted_by: Mapping[str, tuple[str, ...]]
    for_review: tuple[str, ...]
    test: Run

    def run(
        self,
        tables: Mapping[str, tuple[Table, ...]],
        *,
        on: date,
        parameters: Mapping[str, int] | None = None,
    ) -> Result:
        """Test tables, by kind; a kind that is missing, empty in a file, or has a gap never passes.

        :raises KeyError: for a parameter this check does not have
        """
        values = {parameter.id: parameter.value for parameter in self.parameters}
        for name, value in (parameters or {}).items():
            if name not in values:
                raise KeyError(name)
            values[name] = value
        wanted = {kind: tables.get(kind, ()) for kind in (*self.needs, *self.may_use)}
        missing = [kind for kind in self.needs if not any(table.rows for table in wanted[kind])]
        if missing:
            return Result(Verdict.INSUFFICIENT, f"缺少資料：{'、'.join(map(_label, missing))}", 0)
        result = self.test(wanted, on, values)
        rows = sorted(result.rows, key=lambda row: row["kind"] in self.for_review)
        result = replace(result, rows=tuple(rows))
        gaps = [gap for kind in wanted.values() for table in kind for gap in _gaps(table)]
        if gaps and result.verdict is Verdict.NONCONFORMING:
            return replace(result, complete=False)
        if gaps:
            reason = f"有內容無法判讀，不能認定符合：{gaps[0]}（共 {len(gaps)} 處）"
            return Result(Verdict.INSUFFICIENT, reason, result.population, result.rows)
        return result

    def proposes(
        self, verdict: Verdict, *, rule: str, found: Collection[str] = (), complete: bool = False
    ) -> Verdict | None:
        """Return what a result says of one of the rules; None when it says nothing.

        `found` are the kinds of its exception rows. Where none of them breaks the rule, it is kept
        if the result is `complete`, and nothing is known of it otherwise.
        """
        if verdict is Verdict.NONCONFORMING and not self._breaks(rule, found):
            if not complete:
                return None
            verdict = Verdict.CONFORMING
        if verdict is Verdict.CONFORMING and rule in self.only_refutes:
            return None
        return verdict

    def _breaks(self, rule: str, found: Collection[str]) -> bool:
        breaking = set(self.refuted_by.get(rule, self.kinds)).difference(self.for_review)
        return not found or not breaking.isdisjoint(found)


def _gaps(table: Table) -> list[str]:
    found = table.gaps if table.rows else ("沒有任何資料", *table.gaps)
    return [f"{table.source}：{gap}" for gap in found]


def _label(kind: str) -> str:
    return f"{KIND_TITLES[kind]}（{kind}）" if kind in KIND_TITLES else kind


def check(
    *,
    rules: tuple[str, ...],
    needs: tuple[str, ...],
    may_use: tuple[str, ...] = (),
    parameters: tuple[Parameter, ...] = (),
    only_refutes: tuple[str, ...] = (),
    kinds: Mapping[str, str] = MappingProxyType({}),
    refuted_by: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    for_review: tuple[str, ...] = (),
) -> Callable[[Run], Check]:
    """Make a function a check: the rules it tests and the kinds of table it needs.

    The module's name is the check's id, and the first line of its docstring its title.
    """

    def decorate(run: Run) -> Check:
        doc = sys.modules[run.__module__].__doc__ or ""
        title = doc.strip().splitlines()[0]
        name = run.__module__.rpartition(".")[2]
        return Check(
            id=name,
            title=title,
            rules=rules,
            needs=needs,
            may_use=may_use,
            parameters=parameters,
            only_refutes=only_refutes,
            kinds={
                kind: f"{title}（請檢視）" if kind in for_review else title
                for kind, title in kinds.items()
            },
            refuted_by=refuted_by,
            for_review=for_review,
            test=run,
        )

    return decorate
