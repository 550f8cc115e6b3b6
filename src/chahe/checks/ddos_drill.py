"""DDoS 演練：每年一次

Every drill of the type DDoS is one thing tested; the firm holds them for all its systems
together. Kinds of exception:

    overdue    a whole year of the calendar went by after the last such drill
    late       a whole year went by between two of them, the later of the last two years

Days at most `months` apart keep the rule; where they are further apart, yet each year has a
drill, a person must decide, and the evidence is insufficient. It also is where nothing is
broken but the records have no such drill at all, or a drill does not say who took part; and
whatever it shows where a day lies after the day of the check, or the newest record of any drill
is more than `months` before it. The rule asks for procedures and for cleaning of traffic too,
so that it is not shown to be kept.
"""

from collections.abc import Mapping
from datetime import date

from ..readers import Table
from ._algorithms.drills.judge import Asked, judge
from ._algorithms.ruled import ruled
from ._model import Result, check

_RULES = ("tpex/sto-assessment@undated#3.10.8",)


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
            "ddos",
            rule="tpex/sto-assessment@undated#3.10.8",
            unit="個月",
        ),
    ),
)
def ddos_drill(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Say whether DDoS drills were held as often as they should be.

    >>> ddos_drill.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    asked = Asked({"ddos": "DDoS 演練"}, parameters["months"])
    return judge(tables["drills"], on, asked)
