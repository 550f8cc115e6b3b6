"""故障復原測試：週期性辦理、檢討並改進

Every drill of the type 故障復原 or 備援 is one thing tested; list there what rehearsed the recovery
procedures, whatever its name. Those of the last two years must have been reviewed, and their
faults mended. The rule states no figures: all are ours. Kinds of exception:

    overdue       a whole year of the calendar went by after the last such drill
    late          a whole year went by between two of them, the later of the last two years
    unreviewed    more than `review_days` went by without a meeting that reviewed it
    unimproved    it did not go well, more than `improve_days` went by, and neither are the
                  improvements finished nor did the same drill succeed later

Days at most `months` apart keep the rule; where they are further apart, yet each year has a
drill, a person must decide, and the evidence is insufficient. It also is where nothing is
broken but the records have no such drill at all, or a drill does not say who took part or how
it went; and whatever it shows where a day lies after the day of the check, or the newest record
of any drill is more than `months` before it. Whether the procedures are rehearsed in full is
for a person to see, so that no rule is shown to be kept.
"""

from collections.abc import Mapping
from datetime import date

from ..readers import Table
from ._algorithms.drills.judge import Asked, judge
from ._model import Parameter, Result, check

_RULES = ("twse/mechanism@2018-11-30#10.2", "twse/mechanism@before-2018-11-30#10.2")


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={
        "overdue": "逾期未演練",
        "late": "演練間隔過長",
        "unreviewed": "未開會檢討",
        "unimproved": "未完成改善",
    },
    needs=("drills",),
    parameters=(
        Parameter("months", "兩次測試相隔的上限", 12, "個月", "本系統預設"),
        Parameter("review_days", "測試後開會檢討的期限", 90, "日", "本系統預設"),
        Parameter("improve_days", "缺失改進的期限", 180, "日", "本系統預設"),
    ),
)
def recovery_drill(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Say whether tests were held, reviewed and acted on.

    >>> recovery_drill.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    asked = Asked(
        {"recovery": "故障復原測試"},
        parameters["months"],
        parameters["review_days"],
        parameters["improve_days"],
    )
    return judge(tables["drills"], on, asked)
