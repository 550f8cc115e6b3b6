"""資安專責人員訓練：每年十五小時並評量及格

Everyone at work in the year whose record in it says 資安專責 is one person tested; the roster says
who surely was all the year, and without it nobody is found short. The year is the calendar year
that ended last (`_algorithms/training/year.py`), so that a course still to be taken is never
missed.
Kinds of exception:

    short      at work all the year, with fewer than `hours` hours of professional courses
    failed     has the hours, but was assessed and passed no assessment at all

Only courses in 資安專業 or 職能 count, or those without a category where it is to be shown that
hours are missing. Rules do not say whether every course must be assessed: where some of the hours
were passed and the others were not, a person must decide, and the evidence is insufficient.

The evidence also is insufficient whatever it shows where a day lies after the day of the check, the
year has no record, or a record's person is not on the roster given under that name (a specialist of
another firm apart); where someone is short or failed and the records end more than `evidence_days`
before the year does; and where nothing is surely broken but someone joined during the year, is on
leave, has no day of joining, has records as a specialist and as another in the year, or lacks a
category, an assessment or the number of a certificate. Who the specialists are is only known from
the records (one without a course in the year is tested by `training_hours`), so that no rule is
shown to be kept.
"""

from collections.abc import Iterator, Mapping
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
from ._model import Parameter, Result, Row, check

_RULES = (
    "twse/mechanism@2018-11-30#3.3",
    "twse/control-standard-2018@undated#4.1",
    "tpex/sto-assessment@undated#3.11",
)


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={"short": "時數不足", "failed": "評量未及格"},
    needs=("training_records",),
    may_use=("people",),
    parameters=(
        ruled(
            "hours",
            "每年資安專業或職能時數",
            "training_specialist",
            rule="twse/mechanism@2018-11-30#3.3",
            unit="小時",
        ),
        Parameter("evidence_days", "紀錄最後一日距年底的上限", 92, "日", "本系統預設"),
    ),
)
def specialist_training(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every specialist with too few hours or without a passed assessment.

    >>> specialist_training.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    year = judged_year(on)
    label, needed = f"{year.start.year - 1911} 年度", parameters["hours"]
    people = [each for each in trainees(tables, year) if each.is_specialist]
    rows = tuple(row for each in people for row in _broken(each, label, needed))
    doubt = doubt_about(tables, year, on)
    if rows and not doubt:
        doubt = ends_early(tables, year, parameters["evidence_days"])
    if rows and not doubt:
        reason = f"{len(people)} 位資安專責人員中有 {len(rows)} 位{label}時數不足或評量未及格"
        return Result(Verdict.NONCONFORMING, reason, len(people), rows)
    doubt = doubt or _unclear(people, label, needed)
    if doubt:
        return Result(Verdict.INSUFFICIENT, doubt, len(people), rows)
    reason = f"共 {len(people)} 位資安專責人員，{label}都滿 {needed} 小時且評量及格"
    return Result(Verdict.CONFORMING, reason, len(people))


def _broken(trainee: Trainee, label: str, needed: int) -> Iterator[Row]:
    if not trainee.whole or trainee.is_of_two_roles:
        return
    counted = [each for each in trainee.records if each["category"] in ("professional", "")]
    if total(counted) < needed * 60:
        why = f"{label}只有 {hours(total(counted))} 小時專業或職能訓練，不足 {needed} 小時"
        yield trainee.row("short", why)
    elif all(each["assessment"] is False for each in counted):
        why = f"{label}的 {len(counted)} 門專業或職能訓練，評量沒有一門及格"
        yield trainee.row("failed", why)


def _unclear(people: list[Trainee], label: str, needed: int) -> str:
    if not people:
        return f"紀錄中沒有 {label}的資安專責人員，請確認人員類別"
    for each in people:
        name = each.person["name"]
        professional = [row for row in each.records if row["category"] == "professional"]
        passed = [row for row in professional if row["assessment"]]
        if each.is_of_two_roles:
            return f"「{name}」在{label}有兩種人員類別，請人工認定"
        if total(professional) < needed * 60:
            return f"「{name}」的時數不足，但課程沒有類別或未必全年在職，請人工認定"
        if total(passed) < needed * 60:
            return f"「{name}」評量及格的只有 {hours(total(passed))} 小時，請人工認定或補齊評量結果"
        if total(row for row in passed if row["evidence"]) < needed * 60:
            return f"「{name}」的時數有課程沒有證明編號，請補齊"
    return ""
