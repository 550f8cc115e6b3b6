"""資安教育訓練：使用資訊系統的人員每年滿三小時

Everyone on the roster who was at work in the year and has no record as a specialist in it is one
person tested; leave off the roster who uses no information system. `specialist_training` tests the
specialists. The year is the calendar year that ended last (`_algorithms/training/year.py`), so that
a course still to be taken is never missed. Kinds of exception:

    short      at work all the year, with fewer than `hours` hours of security courses

Awareness courses count, and so do professional ones, assessed or not: the rules ask others for no
assessment. Courses said to be of something else do not. The evidence is insufficient whatever it
shows where a day lies after the day of the check, the year has no record, or a record's person is
not on the roster under that name (a specialist of another firm apart); where someone is short and
the records end more than `evidence_days` before the year does (later courses may be missing); and
where nobody is surely short but someone joined during the year, is on leave or has no day of
joining (rules state no pro rata: a person must judge), or has the hours only with courses without a
category or without the number of a certificate or sign-in sheet. Whether the roster has everyone is
for a person to see, so that no rule is shown to be kept.
"""

from collections.abc import Mapping
from datetime import date

from ..readers import Table
from ..workflow import Verdict
from ._algorithms.ruled import ruled
from ._algorithms.training.year import (
    Trainee,
    doubt_about,
    ends_early,
    hours,
    judged_year,
    total,
    trainees,
)
from ._model import Parameter, Result, check

_RULES = (
    "twse/mechanism@2018-11-30#3.3",
    "twse/control-standard-2018@undated#4.2",
    "tpex/sto-assessment@undated#3.11",
)


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={"short": "時數不足"},
    needs=("training_records", "people"),
    parameters=(
        ruled(
            "hours",
            "每年資安宣導時數",
            "training_user",
            rule="twse/mechanism@2018-11-30#3.3",
            unit="小時",
        ),
        Parameter("evidence_days", "紀錄最後一日距年底的上限", 92, "日", "本系統預設"),
    ),
)
def training_hours(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name everyone with too few hours.

    >>> training_hours.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    year = judged_year(on)
    label, needed = f"{year.start.year - 1911} 年度", parameters["hours"]
    people = [each for each in trainees(tables, year) if not each.is_specialist]
    short = [each for each in people if each.whole and _most(each) < needed * 60]
    rows = tuple(
        each.row("short", f"{label}只有 {hours(_most(each))} 小時，不足 {needed} 小時")
        for each in short
    )
    doubt = doubt_about(tables, year, on)
    if rows and not doubt:
        doubt = ends_early(tables, year, parameters["evidence_days"])
    if rows and not doubt:
        reason = f"{len(people)} 人中有 {len(rows)} 人{label}的資安宣導不足 {needed} 小時"
        return Result(Verdict.NONCONFORMING, reason, len(people), rows)
    doubt = doubt or _unclear(people, needed)
    if doubt:
        return Result(Verdict.INSUFFICIENT, doubt, len(people), rows)
    reason = f"共 {len(people)} 人，{label}的資安宣導都滿 {needed} 小時"
    return Result(Verdict.CONFORMING, reason, len(people))


def _most(trainee: Trainee) -> int:
    return total(record for record in trainee.records if record["category"] != "unrelated")


def _sure(trainee: Trainee) -> int:
    known = ("awareness", "professional")
    return total(row for row in trainee.records if row["category"] in known and row["evidence"])


def _unclear(people: list[Trainee], needed: int) -> str:
    if not people:
        return "名冊裡沒有資安專責人員以外的人，請提供完整的名冊"
    unsure = [each for each in people if _sure(each) < needed * 60]
    if not unsure:
        return ""
    name, few = unsure[0].person["name"], _most(unsure[0]) < needed * 60
    why = (
        "時數不足，但到職、離職日或留職停薪使其未必全年在職，請人工認定"
        if few
        else "的時數有課程沒有類別或證明編號，請補齊"
    )
    return f"{len(unsure)} 人的時數無法認定（{name}：{why}）"
