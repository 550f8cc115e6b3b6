"""What the invented firm's systems say of patches and of logs on a day."""

from datetime import date

from chahe.deadlines import Cadence, days_after, format_roc, period_of

from .files import HOSTS, written

_AUDITED = ("網路下單系統", "帳務系統", "目錄服務")
_MONTHS_KEPT = 38  # three years, and the months that have just begun or ended


def patches(on: date) -> bytes:
    """Return WSUS's list of a day: the last two months' patches, the newer not everywhere yet."""
    header = ("ComputerName", "KB", "UpdateTitle", "Classification", "MsrcSeverity", "Released",
              "Status", "LastReportedStatusTime")  # fmt: skip
    computers = [host for _, host, _, category, _, _ in HOSTS if category != "網路設備"]
    rows = [
        (f"{host}.demo.example", f"KB50{released:%y%m}", f"{released:%Y-%m} 累積更新",
         "Security Updates", "Critical", released, state, f"{on:%Y/%m/%d} 03:10:22")
        for number, host in enumerate(computers)
        for released, state in (
            (days_after(on, -45), "Installed"),
            (days_after(on, -12), "NotInstalled" if number == 1 else "Installed"),
        )
    ]  # fmt: skip
    return written(header, rows)


def log_sources(on: date) -> bytes:
    """Return the list of the systems whose audit logs are to be kept."""
    since = format_roc(days_after(on, -2200), "short")
    return written(
        ("系統名稱", "日誌種類", "保存年數", "啟用日", "核心系統", "負責人"),
        ((system, "登入稽核紀錄", 3, since, "是", "張志豪") for system in _AUDITED),
    )


def log_coverage(on: date) -> bytes:
    """Return what is kept of them, a file a month, until the day before."""
    rows = []
    for system in _AUDITED:
        last = days_after(on, -1)
        for _ in range(_MONTHS_KEPT):
            first = period_of(Cadence.MONTHLY, on=last).start
            name = f"LOG01/{system}/{first:%Y%m}.gz"
            rows.append((system, "登入稽核紀錄", first, last, 41_000 + first.month * 97, name))
            last = days_after(first, -1)
    header = ("系統名稱", "日誌種類", "日誌起日", "日誌迄日", "筆數", "存放位置")
    return written(header, rows)
