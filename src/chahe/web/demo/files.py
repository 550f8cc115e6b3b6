"""The invented files that the demonstration hands in."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path

from chahe.deadlines import days_after, format_roc
from chahe.rulebook import evidence_kinds

SAMPLES = Path(__file__).parent / "samples"

# account, name, employee id, enabled, days since last log-in, groups, description, never expires
ACCOUNTS = (
    ("yjwang", "王怡君", "A0012", True, 1, "Staff", "", False),
    ("chchen", "陳建宏", "A0031", True, 2, "Staff", "", False),
    ("sflin", "林淑芬", "A0005", True, 1, "Staff", "", False),
    ("chchang", "張志豪", "A0044", True, 1, "Staff;Domain Admins", "負責人：張志豪", False),
    ("mlhuang", "黃美玲", "A0001", True, 5, "Staff", "", False),
    ("ytsai", "蔡雅婷", "A0077", True, 40, "Staff", "", False),
    ("svc-backup", "備份服務", "", True, 1, "Backup Operators", "負責人：張志豪", True),
    ("public1", "營業廳共用", "", True, 3, "Staff", "", False),
    ("jfhsu", "許俊甫", "A0058", False, 200, "Staff", "", False),
)
PEOPLE = (
    ("A0001", "黃美玲", "總經理室", ""),
    ("A0005", "林淑芬", "資訊安全處", ""),
    ("A0012", "王怡君", "資訊安全處", ""),
    ("A0031", "陳建宏", "稽核室", ""),
    ("A0044", "張志豪", "資訊部", ""),
    ("A0077", "蔡雅婷", "經紀部", "left"),
    ("A0058", "許俊甫", "經紀部", "left"),
)

# asset, host, address, category, operating system, use
HOSTS = (
    ("A-001", "TRD-WEB01", "10.1.2.11", "伺服器", "Windows Server 2022", "網路下單"),
    ("A-002", "DC01", "10.1.2.5", "伺服器", "Windows Server 2022", "目錄服務"),
    ("A-003", "OPS-PC-017", "10.1.30.17", "個人電腦", "Windows 11", "營業櫃檯"),
    ("A-004", "OPS-PC-018", "10.1.30.18", "個人電腦", "Windows 11", "營業櫃檯"),
    ("A-005", "CORE-SW1", "10.1.0.1", "網路設備", "", "核心交換器"),
)


@cache
def firewall(*, exposed: bool) -> bytes:
    """Return a FortiGate backup, with or without policies that break the rules."""
    name = "fortigate_exposed.conf" if exposed else "fortigate.conf"
    return (SAMPLES / name).read_bytes()


def written(
    header: Sequence[str], rows: Iterable[Sequence[object]], quoting: int = csv.QUOTE_MINIMAL
) -> bytes:
    """Return a table as csv, as Excel reads it."""
    out = StringIO()
    writer = csv.writer(out, quoting=quoting)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def accounts(on: date) -> bytes:
    """Return an account list as PowerShell exports it, taken on a day."""
    header = ("SamAccountName", "DisplayName", "EmployeeID", "Enabled", "LastLogonDate",
              "PasswordLastSet", "PasswordNeverExpires", "whenCreated", "MemberOf",
              "Description")  # fmt: skip
    rows = (
        (account, name, employee, enabled, f"{days_after(on, -days)} 08:30:00",
         f"{days_after(on, -30)} 09:00:00", never, "2022-01-03 09:00:00", groups, description)
        for account, name, employee, enabled, days, groups, description, never in ACCOUNTS
    )  # fmt: skip
    return written(header, rows, csv.QUOTE_ALL)


def roster(on: date) -> bytes:
    """Return a personnel roster of a day; those who left did so three weeks before."""
    gone = format_roc(days_after(on, -21), "short")
    rows = (
        (employee, name, department, "109/03/02", gone if left else "")
        for employee, name, department, left in PEOPLE
    )
    return written(("員工編號", "姓名", "部門", "到職日", "離職日"), rows)


@cache
def password_settings(_: date) -> bytes:
    """Return a Windows security policy as secedit exports it."""
    return (SAMPLES / "secedit.inf").read_bytes()


def malware_console(on: date) -> bytes:
    """Return what the antivirus console shows on a day: every computer, fresh."""
    header = ("電腦名稱", "IP位址", "病毒碼版本", "病毒碼日期", "最後連線時間", "防護狀態")
    signed, seen = format_roc(days_after(on, -1), "short"), format_roc(on, "short")
    rows = (
        (host, address, f"18.{on:%j}.00", signed, seen, "啟用")
        for _, host, address, category, _, _ in HOSTS
        if category != "網路設備"
    )
    return written(header, rows)


def assets(_: date) -> bytes:
    """Return the asset register's machines."""
    return written(("資產編號", "主機名稱", "IP位址", "資產類別", "作業系統", "用途"), HOSTS)


def record(kind: str, *, title: str, on: date) -> bytes:
    """Return a plain record of some kind, for papers that only people judge."""
    text = (
        f"{evidence_kinds()[kind]}\n"
        f"示範資料，內容為虛構。\n\n"
        f"項目：{title}\n"
        f"日期：民國{format_roc(on)}\n"
        f"承辦：張志豪　主管：林淑芬\n"
    )
    return text.encode()
