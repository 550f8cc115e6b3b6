"""弱點風險接受清單（CSV）

Kind `risk_acceptances`, a row for each vulnerability that was accepted:

    system           str, the machine or system it is accepted on, "" for all
    vulnerability    str, a CVE, or the number of a scanner's test or rule; never ""
    reason           str, as written
    accepted_by      str, as written
    until            last day of the acceptance, or None where the cell is empty or says never
    line             int

An entry without a reason, who accepted it or an end is given as it is: checks accept nothing by it.
"""

from ._model import ReadError, Row, Source, Table, reader
from ._parsing.cells.read import day, filled
from ._parsing.delimited import Columns, Record, Sheet, header_has, require

_COLUMNS: Columns = {
    "system": ("主機或系統", "主機", "系統", "系統名稱", "主機名稱", "host", "system"),
    "vulnerability": (
        "弱點",
        "弱點編號",
        "cve",
        "外掛編號",
        "規則編號",
        "vulnerability",
        "plugin id",
    ),
    "reason": ("接受理由", "接受原因", "理由", "原因", "reason", "justification"),
    "accepted_by": ("接受人", "風險接受人", "核准人", "核准者", "accepted by", "approved by"),
    "until": ("接受期限", "接受到期日", "到期日", "有效期限", "accepted until", "until", "expires"),
}


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, "system", "vulnerability", "accepted_by", "until")


@reader(kind="risk_acceptances", sniff=_sniff)
def risk_acceptances(source: Source) -> Table:
    """Read acceptances.

    :raises ReadError: for a missing column, a ragged record, an entry without a vulnerability, a
        day that cannot be read, or no entry at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "system", "vulnerability", "reason", "accepted_by", "until")
    rows = tuple(_row(record) for record in sheet.records())
    if not rows:
        raise ReadError("清單裡沒有任何風險接受，請確認匯出的範圍")
    return Table("risk_acceptances", rows, source.name, "risk_acceptances")


def _row(record: Record) -> Row:
    filled(record, "vulnerability")
    names = ("system", "vulnerability", "reason", "accepted_by")
    return {
        **{name: record[name] for name in names},
        "until": day(record, "until"),
        "line": record.line,
    }
