"""TLS 連線檢測（testssl.sh 3 的 JSON）

Both forms are read: `--jsonfile-pretty`, and `--jsonfile`, which does not say when it was written.

Kind `tls_endpoints`, a row for each server that was asked:

    host, address    str, `host` in lower case
    port             int
    scanned          date in Taipei on which the scan began. The flat form has none: it is reckoned
                     from the days the certificate had left, and may be one day too early
    status           "scanned" or "unreachable"
    protocols        tuple of those accepted: SSLv2, SSLv3, TLS1.0, TLS1.1, TLS1.2, TLS1.3
    suites           tuple of the names of the cipher suites accepted, as IANA writes them
    weaknesses       tuple of heartbleed, ccs, robot, renegotiation, insecure_renegotiation,
                     compression
    certificates     tuple, for each the server has (RSA, EC): subject (common name), names (tuple
                     of str), begins, ends (dates), key ("RSA", "EC", …), key_bits, signature
                     ("sha256", "" where none is separate), trusted, untrusted (tuples of names of
                     trust stores: Apple, Java, Linux, Microsoft, Mozilla)
    hsts             whether it sends Strict-Transport-Security; None where it was not asked
    line             int

A gap: a server that did not answer (of which there may be no row: the pretty form does not always
name it, and the flat one has no day for it), a scan that was interrupted, and a test that was not
made, failed, or whose answer is "likely" only; also `--add-ca`, which makes every trust store trust
a root of one's own, and `--fast` and `--ssl-native`, which do not list every suite. The flat form
does not tell of these options. The grades are left alone.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

from ._model import ReadError, Source, Table, reader
from ._parsing.firewall.json_text import Json, Text
from ._parsing.testssl.certificates import certificates_of, earliest_day
from ._parsing.testssl.findings import Scan, Server, scan_of
from ._parsing.text import peek

_TAIPEI = timezone(timedelta(hours=8))
_FLAT = re.compile(r'\[\s*\{\s*"id"\s*:\s*"[^"]*"\s*,\s*"ip"\s*:\s*"[^"]*/[^"]*"\s*,\s*"port"\s*:')
_PRETTY = re.compile(r'"Invocation"\s*:\s*".*?"startTime"\s*:', re.DOTALL)
_VERSIONS = {
    "SSLv2": "SSLv2",
    "SSLv3": "SSLv3",
    "TLS1": "TLS1.0",
    "TLS1_1": "TLS1.1",
    "TLS1_2": "TLS1.2",
    "TLS1_3": "TLS1.3",
}
_WEAKNESSES = {
    "heartbleed": "heartbleed",
    "CCS": "ccs",
    "ROBOT": "robot",
    "secure_client_renego": "renegotiation",
    "secure_renego": "insecure_renegotiation",
    "CRIME_TLS": "compression",
}
_ACCEPTED = ("offered", "vulnerable with ")
_REFUSED = ("not offered", "connection failed rather than downgrading")
_GOOD = ("not vulnerable", "supported", "TLS 1.3 only")
_WEAK = re.compile(r"\bVULNERABLE\b")
_SUITE = re.compile(r"cipher(?:-[a-z0-9_]+)?_x[0-9a-f]+")
_IANA = re.compile(r"\b(?:TLS|SSL)_[A-Za-z0-9_]+")
_OWN_ROOTS = re.compile(r"--add-ca\b", re.IGNORECASE)
_SHORTENED = re.compile(r"--(?:fast|ssl-native)\b")
# what it calls kinds of suites that protect too little, and words of their names
_LISTS = {
    "cipherlist_NULL": ("NULL",),
    "cipherlist_aNULL": ("anon",),
    "cipherlist_EXPORT": ("EXPORT",),
    "cipherlist_LOW": ("_DES_", "RC4", "RC2"),
    "cipherlist_3DES_IDEA": ("3DES", "IDEA"),
}


def _sniff(head: bytes) -> bool:
    text = peek(head).lstrip()
    return _FLAT.match(text) is not None or (text[:1] == "{" and _PRETTY.search(text) is not None)


@reader(kind="tls_endpoints", sniff=_sniff)
def testssl(source: Source) -> Table:
    """Read servers.

    :raises ReadError: if it is not whole JSON of either form, a field is missing or of another
        type, a server is there twice, the day of the scan is not known, or no server was asked
    """
    scan = scan_of(Text(source))
    gaps = scan.gaps
    rows = tuple(row for server in scan.servers if (row := _row(server, scan, gaps)))
    if len({(row["host"], row["port"], row["address"]) for row in rows}) != len(rows):
        raise ReadError("同一台伺服器出現兩次，請每次檢測存成一個檔案")
    if _OWN_ROOTS.search(scan.invocation):
        gaps.append("檢測時加了自己的根憑證（--add-ca），無法認定憑證受信任")
    if _SHORTENED.search(scan.invocation):
        gaps.append("檢測時用了 --fast 或 --ssl-native，沒有列出全部的加密套件")
    if not rows and not gaps:
        raise ReadError("檔案裡沒有任何伺服器，請確認檢測的範圍")
    return Table("tls_endpoints", rows, source.name, "testssl", tuple(gaps))


def _row(server: Server, scan: Scan, gaps: list[str]) -> Json | None:
    """Return a server, or None for one that did not answer on a day that is not known."""
    missing: list[str] = []
    protocols = tuple(_protocols(server, missing))
    reached = len(missing) < len(_VERSIONS)
    if not reached:
        gaps.append(_unreached(server))
        if scan.started is None:
            return None
    row: Json = {
        "host": server.host,
        "port": server.port,
        "address": server.address,
        "scanned": _day(server, scan),
        "status": "scanned" if reached else "unreachable",
        "protocols": protocols,
        "suites": _suites(server, missing),
        "weaknesses": tuple(dict.fromkeys(_weaknesses(server, missing))),
        "certificates": tuple(certificates_of(server, missing)),
        "hsts": _hsts(server),
        "line": server.line,
    }
    if reached and not protocols:
        missing.append(f"{server.called} 沒有接受任何一版協定，檢測不完整")
    gaps.extend(missing if reached else ())
    return row


def _unreached(server: Server) -> str:
    why = "；".join(server.said.get("scanProblem", ()))
    return f"{server.called} 連不上，沒有檢測結果" + (f"（{why[:200]}）" if why else "")


def _protocols(server: Server, missing: list[str]) -> Iterator[str]:
    for name, version in _VERSIONS.items():
        told = "；".join(server.said.get(name, ()))
        if told.startswith(_ACCEPTED):
            yield version
        elif not told.startswith(_REFUSED):
            missing.append(_untold(server, name, told))


def _suites(server: Server, missing: list[str]) -> tuple[str, ...]:
    """Return each once; what a kind of suites says must agree with those that are listed."""
    suites = tuple(dict.fromkeys(_listed(server, missing)))
    for kind, words in _LISTS.items():
        if any(told.startswith("offered") for told in server.said.get(kind, ())) and not any(
            word in suite for suite in suites for word in words
        ):
            missing.append(f"{server.called} 接受「{kind}」的加密套件，卻沒有列出來")
    return suites


def _listed(server: Server, missing: list[str]) -> Iterator[str]:
    listed = False
    for name, found in server.said.items():
        for told in found if _SUITE.fullmatch(name) else ():
            if told.endswith("not a/v"):  # with --show-each, those that are not accepted too
                continue
            listed = True
            if names := _IANA.findall(told):
                yield names[-1]
            else:
                missing.append(f"{server.called} 的加密套件沒有 IANA 名稱（{told[:80]}）")
    if not listed:
        missing.append(f"{server.called} 沒有列出接受的加密套件")


def _weaknesses(server: Server, missing: list[str]) -> Iterator[str]:
    for name, weakness in _WEAKNESSES.items():
        found = server.said.get(name) or [""]
        for told in found:
            if _WEAK.search(told):
                yield weakness
            elif not told.startswith(_GOOD):
                missing.append(_untold(server, name, told))


def _untold(server: Server, name: str, told: str) -> str:
    return f"{server.called} 沒有「{name}」的結果（{told[:80] or '未執行'}）"


def _hsts(server: Server) -> bool | None:
    if "HSTS_time" in server.said:
        return True
    return False if server.said.get("HSTS") == ["not offered"] else None


def _day(server: Server, scan: Scan) -> date:
    if scan.started is None:
        if day := earliest_day(server):
            return day
        raise ReadError(
            f"看不出 {server.called} 的檢測日，請以 --jsonfile-pretty 重新匯出", line=server.line
        )
    if not re.fullmatch(r"[0-9]{9,10}", scan.started):
        raise ReadError(f"「startTime」的時間「{scan.started[:40]}」看不懂，請重新匯出")
    return datetime.fromtimestamp(int(scan.started), UTC).astimezone(_TAIPEI).date()
