"""社交工程演練：每年一次

Every drill of the type 社交工程 is one thing tested; the firm holds them for all its people
together. Of the two rules one says 每年 and the other 定期: the year of the first holds for both.
Kinds of exception:

    overdue    a whole year of the calendar went by after the last such drill
    late       a whole year went by between two of them, the later of the last two years

Days at most `months` apart keep the rule; where they are further apart, yet each year has a
drill, a person must decide, and the evidence is insufficient. It also is where nothing is
broken but the records have no such drill at all, or a drill does not say who took part; and
whatever it shows where a day lies after the day of the check, or the newest record of any drill
is more than `months` before it. Whether those who failed were trained again is for a person to
see, so that no rule is shown to be kept.
"""

from collections.abc import Mapping
from datetime import date

from ..readers import Table
from ._algorithms.drills.judge import Asked, judge
from ._algorithms.ruled import ruled
from ._model import Result, check

_RULES = ("twse/inspection-points@undated#15.3", "tpex/sto-assessment@undated#3.11")


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={
        "overdue": "逾期未演練",
        "late": "演練間隔過長",
    },
    needs=("drills",),
    parameters=(
        ruled(
            "months",
            "兩次演練相隔的上限",
            "training_frequency",
            rule="tpex/sto-assessment@undated#3.11",
            unit="個月",
            of="sto",
        ),
    ),
)
def social_engineering_drill(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Say whether drills were held as often as they should be.

    >>> social_engineering_drill.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    asked = Asked({"social": "社交工程演練"}, parameters["months"])
    return judge(tables["drills"], on, asked)
