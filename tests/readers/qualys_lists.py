"""Lists of VMDR for tests, by QID and by CVE."""

TITLES = {
    "QID": "1", "Title": "t", "Severity": "3", "KB Severity": "3", "Type Detected": "Confirmed",
    "Last Detected": "Nov 20, 2026 07:00 AM", "Protocol": "TCP", "Port": "443", "Status": "ACTIVE",
    "Asset Name": "web01", "Asset IPV4": "192.0.2.1", "Asset IPV6": "", "QDS": "70",
    "Last Fixed": "", "Results": "seen",
}  # fmt: skip
CVE_TITLES = {"CVE": "CVE-2099-1", "CVSSv2 Base (nvd)": "'-", "CVSSv3.1 Base (nvd)": "'-"}
BEFORE = '"Asset Vuln Datalist Report","20 Nov 2026 09:00AM GMT+0800","1"\n"A","B"\n"U","u","R"\n'


def listed(*records: dict[str, str], before: str = BEFORE, without: str = "") -> str:
    """Write the list by QID, or by CVE if a record has what only that has."""
    by_cve = any(CVE_TITLES.keys() & record.keys() for record in records)
    base = {**CVE_TITLES, **TITLES} if by_cve else TITLES
    titles = [title for title in base if title != without]
    held = [[{**base, **record}[title] for title in titles] for record in records]
    return before + "".join(f"{','.join(map(quoted, cells))}\n" for cells in (titles, *held))


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def wrapped(text: str) -> str:
    """Quote each record again as one cell, its first field no longer quoted within."""
    return "".join(f"{quoted(line.replace(chr(34), '', 2))}\n" for line in text.splitlines())
