"""防火牆政策：永遠輪不到的政策、互相重疊的政策，與沒有流量的政策

Every enabled policy is compared with all the others of its VDOM, over interfaces, IPv4 and IPv6
addresses, services, users and schedules, negation applied. The comparison is exact, and several
earlier policies may cover one together. Kinds of exception:

    shadowed     never takes effect; one of those that cover it does something else
    redundant    never takes effect; those that cover it all do the same
    spare        a later one that does the same holds all of it, and none between does otherwise
    generalised  earlier policies that do something else lie in it whole
    correlated   earlier policies that do something else hold a part of it
    unused       its counter stands at nought
    idle         it was last used `idle_days` or more before the day of the test

The first two are broken rules. The others are for a person to look at: an exception before the
general rule is how policies are written, and a counter may have been set back yesterday. The last
policy that denies all is not told as one that holds others.

A policy is taken to match as much as it may, and to cover only what it surely does. Schedules that
come round every week are compared by their hours, others by name, as users are: two names are never
the same people or times. Of names the file does not decide (fqdn, a country, an internet service),
only the same lists are the same. What lets a policy match less than it says in a way the table does
not hold (a type of ICMP, a source port, a wildcard mask) makes it cover nothing. A policy to a
virtual IP matches what that translated, which a policy to all does not (FortiOS `match-vip`), so
only another to the same virtual IP covers it; where lists name real addresses (ASA, netfilter), it
is a policy like any other.
That every rule was reviewed and approved, a configuration cannot show.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from ..deadlines import days_between, format_roc
from ..readers import Table
from ..workflow import Verdict
from ._algorithms.rule_sets.cover import covered_by
from ._algorithms.rule_sets.index import Index, bits
from ._algorithms.rule_sets.overlap import Overlaps, overlaps
from ._algorithms.rule_sets.policies import FAMILIES, PolicyBoxes, is_cleanup
from ._model import Parameter, Result, Row, check

_RULES = ("twse/inspection-points@undated#7.8", "tpex/sto-assessment@undated#3.10.6")
_REVIEW = ("spare", "generalised", "correlated", "unused", "idle")
_SHOWN = 5  # policies beside one, by name
_Found = tuple[str, str]  # its kind, and why


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={
        "shadowed": "前面的政策使它永遠不生效",
        "redundant": "前面的政策已涵蓋，重複",
        "spare": "後面較寬的政策已涵蓋",
        "generalised": "前面有動作不同的例外",
        "correlated": "與前面動作不同的政策重疊",
        "unused": "計數器為 0",
        "idle": "久無流量",
    },
    for_review=_REVIEW,
    needs=("firewall_policies",),
    parameters=(Parameter("idle_days", "久無流量的天數", 180, "日", "本系統預設"),),
)
def firewall_redundancy(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every policy that earlier ones leave nothing to, and those to look at.

    >>> firewall_redundancy.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    population, undecided = 0, 0
    rows: list[Row] = []
    for table in tables["firewall_policies"]:
        for policies in _by_vdom(table.rows):
            compared = _Compared(policies)
            for number, row in enumerate(policies):
                said = list(compared.told(number))
                if number not in compared.covered:  # what is never reached has no traffic
                    said += _idle(row, on, parameters["idle_days"])
                rows += [_exception(table, row, kind, why) for kind, why in said]
            population, undecided = population + len(policies), undecided + compared.unsure
    never = sum(row["kind"] not in _REVIEW for row in rows)
    review = len({(row["source"], row["line"]) for row in rows if row["kind"] in _REVIEW})
    more = f"；另有 {review} 條請人工檢視" if review else ""
    if never:
        reason = f"{population} 條啟用的政策中有 {never} 條永遠輪不到{more}"
        return Result(Verdict.NONCONFORMING, reason, population, tuple(rows))
    if undecided or not population:
        reason = (
            f"有 {undecided} 條政策與前面的交錯太多，無法判定是否被涵蓋"
            if undecided
            else "沒有啟用的政策，請確認匯出範圍"
        )
        return Result(Verdict.INSUFFICIENT, reason, population, tuple(rows))
    reason = f"共 {population} 條啟用的政策，沒有確定被前面的政策完全涵蓋的{more}"
    return Result(Verdict.CONFORMING, reason, population, tuple(rows))


def _by_vdom(rows: Iterable[Row]) -> list[list[Row]]:
    held: dict[str, list[Row]] = {}
    for row in rows:
        if row["status"] == "enable":
            held.setdefault(row["vdom"], []).append(row)
    return list(held.values())


class _Compared:
    """What the policies of one VDOM leave each other, in both families."""

    def __init__(self, policies: Sequence[Row]) -> None:
        self._policies = policies
        boxes, places = PolicyBoxes(policies), range(len(policies))
        asked: dict[int, list[tuple[int, ...] | None]] = {place: [] for place in places}
        doubted: set[int] = set()
        families = []
        for suffix, size in FAMILIES:
            most = [boxes.box(place, suffix, size, most=True) for place in places]
            least = [boxes.box(place, suffix, size, most=False) for place in places]
            index = Index(least)
            found, unsure = covered_by(most, least, index)
            doubted.update(unsure)
            for place in places:
                if most[place] is not None:
                    asked[place].append(found.get(place))
            families.append((most, least, index, size))
        self.covered = {
            place: tuple(sorted({each for by in answers for each in by or ()}))
            for place, answers in asked.items()
            if answers and all(answers)
        }
        self.unsure = len(doubted - set(self.covered))
        self._overlaps: list[Overlaps] = []
        actions = [row["action"] for row in policies]
        for most, least, index, size in families:
            out = {
                place
                for place, box in enumerate(most)
                if box and actions[place] == "deny" and is_cleanup(box, size)
            }
            self._overlaps.append(
                overlaps(most, least, actions, index=index, never=self.covered, leave_out=out)
            )
        self._families = [[each[0][place] is not None for each in families] for place in places]

    def told(self, number: int) -> Iterator[_Found]:
        """Yield what is told of a policy."""
        if by := self.covered.get(number):
            yield self._never(number, by)
            return
        spare = [each.spare.get(number) for each in self._overlaps]
        wanted = [by for by, has in zip(spare, self._families[number], strict=True) if has]
        if wanted and (held := [by for by in wanted if by is not None]) == wanted:
            names = self._names(set(held))
            yield "spare", _SPARE.format(names)
        for kind, held_by, why in (
            ("generalised", [each.generalised for each in self._overlaps], _GENERAL),
            ("correlated", [each.correlated for each in self._overlaps], _CROSSING),
        ):
            others = {place for each in held_by for place in bits(each.get(number, 0))}
            if others:
                yield kind, why.format(self._names(others))

    def _never(self, number: int, by: tuple[int, ...]) -> _Found:
        action = self._policies[number]["action"]
        same = all(self._policies[each]["action"] == action for each in by)
        together = "合起來" if len(by) > 1 else ""
        does = "動作相同，是多餘的" if same else "動作不同，這一條的用意沒有生效"
        why = f"前面的政策 {self._names(by)}{together}已完全涵蓋，永遠輪不到；{does}"
        return "redundant" if same else "shadowed", why

    def _names(self, places: Iterable[int]) -> str:
        found = sorted(places)
        names = "、".join(self._policies[each]["policy"] for each in found[:_SHOWN])
        return names + (f" 等 {len(found)} 條" if len(found) > _SHOWN else "")


_SPARE = (
    "後面的政策 {}較寬且動作相同，中間沒有動作不同的；刪去這一條，放行與否不變（紀錄設定請另看）"
)
_GENERAL = "前面動作不同的政策 {}完全在它之內；先寫例外再寫通則是常用的寫法，請確認次序是有意的"
_CROSSING = "與前面動作不同的政策 {}部分重疊，重疊的流量由前面的決定，請確認次序是有意的"


def _idle(row: Row, on: date, days: int) -> Iterator[_Found]:
    """Yield whether a policy is without traffic, where the export counts it."""
    last = row["last_hit"]
    if row["hits"] == 0:
        yield "unused", "計數器自上次歸零以來為 0，請確認是否仍有業務需要；不用者停用或刪除"
    elif last is not None and (idle := days_between(last, on)) >= days:
        yield "idle", f"最近一次有流量是{format_roc(last)}，已 {idle} 日，請確認是否仍需要"


def _exception(table: Table, row: Row, kind: str, why: str) -> Row:
    return {
        **{column: row[column] for column in ("policy", "vdom", "name", "line")},
        "source": table.source,
        "kind": kind,
        "why": why,
    }
