"""營運持續演練：每年一次並開會檢討

Every drill of the type 營運持續 is one thing tested; the firm holds them for all its systems
together. Drills of the last two years must have been reviewed. Kinds of exception:

    overdue       a whole year of the calendar went by after the last such drill
    late          a whole year went by between two of them, the later of the last two years
    unreviewed    more than `review_days` went by without a meeting that reviewed it

Days at most `months` apart keep the rule; where they are further apart, yet each year has a
drill, a person must decide, and the evidence is insufficient. It also is where nothing is
broken but the records have no such drill at all, or a drill does not say who took part; and
whatever it shows where a day lies after the day of the check, or the newest record of any drill
is more than `months` before it. The rule asks for a plan and an impact analysis too, so that it
is not shown to be kept.
"""

from collections.abc import Mapping
from datetime import date

from ..readers import Table
from ._algorithms.drills.judge import Asked, judge
from ._algorithms.ruled import ruled
from ._model import Parameter, Result, check

_RULES = ("tpex/sto-assessment@undated#3.15",)


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={
        "overdue": "逾期未演練",
        "late": "演練間隔過長",
        "unreviewed": "未開會檢討",
    },
    needs=("drills",),
    parameters=(
        ruled(
            "months",
            "兩次演練相隔的上限",
            "continuity_drill",
            rule="tpex/sto-assessment@undated#3.15",
            unit="個月",
        ),
        Parameter("review_days", "演練後開會檢討的期限", 90, "日", "本系統預設"),
    ),
)
def continuity_drill(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Say whether drills were held and reviewed as they should be.

    >>> continuity_drill.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    asked = Asked({"continuity": "營運持續演練"}, parameters["months"], parameters["review_days"])
    return judge(tables["drills"], on, asked)
