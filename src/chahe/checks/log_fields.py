"""稽核日誌：每筆都有使用者、日期時間與來源

Every system of the list that has an audit or login log and is in use is looked for in the sample of
records: list there the important systems. Kinds of exception:

    no_who      records do not say the id of the user
    no_when     records do not say a day and a time of day
    no_where    records do not say the address, machine or terminal

How a sample is judged, and when it is too little: `_algorithms/logs/sample.py`.
"""

from collections.abc import Mapping
from datetime import date

from ..readers import Table
from ..workflow import Verdict
from ._algorithms.logs.sample import KINDS, PARAMETERS, audited, recorded
from ._model import Result, check


@check(
    rules=(
        "twse/mechanism@2018-11-30#8.4.a",
        "twse/mechanism@before-2018-11-30#8.4.a",
    ),
    kinds=KINDS,
    needs=("log_records", "log_sources"),
    parameters=PARAMETERS,
)
def log_fields(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every system whose records do not say what they should.

    >>> log_fields.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    systems = [log["system"] for log in audited(tables, on)]
    if not systems:
        return Result(Verdict.INSUFFICIENT, "清單上沒有使用中的系統有稽核或登入日誌，請確認清單", 0)
    return recorded(tables, on, parameters, systems=systems, kinds=KINDS)
