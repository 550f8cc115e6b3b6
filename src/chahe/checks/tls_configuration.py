"""TLS 連線：協定、加密套件、憑證與已知弱點

Every server a scan reached is tested by its newest scan. Kinds of exception:

    obsolete        it accepts SSL 2.0, SSL 3.0, TLS 1.0 or TLS 1.1 (RFC 6176, 7568, 8996)
    weak_suite      it accepts a suite without encryption or authentication, or a broken cipher
    weakness        heartbleed, ccs, robot, renegotiation a client may force, or compression
    short_key       the key of its certificate has fewer bits than `rsa_bits` or `ec_bits`
    weak_signature  its certificate is signed over MD5 or SHA-1
    untrusted       a trust store of browsers and phones does not lead to its certificate's root
    mismatch        its certificate does not name the host that was asked
    expired         its certificate has ended, or has not begun, on the day of the test

The store of Java is left out: customers do not come with it. A store given to the scanner by hand
counts only against the certificate, so that a private root does not pass. A certificate that SSLyze
found trusted and that ended since then is told as expired. Of a server asked by an address that its
certificate does not name, neither trust nor mismatch is told, and the evidence is insufficient:
customers ask by name. CBC suites, static RSA, and a missing Strict-Transport-Security are not told.
Only servers that customers reach belong in the scan: a private root is no root to them.

A scan shows neither that the unencrypted port is closed nor that every page is encrypted, so it
never shows that a rule is kept. Where the register of hosts is there, every machine in use whose
purpose or name says 下單, 網站, web or API must have been scanned, by name or address; one that was
not makes the evidence insufficient. So does a scan after the day of the test, or more than
`evidence_days` before it, whatever it shows.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from ..deadlines import days_between, format_roc
from ..readers import Table
from ..workflow import Verdict
from ._algorithms.machines.register import Register, key_of
from ._algorithms.tls.names import is_address, is_named
from ._algorithms.tls.suites import is_weak
from ._model import Parameter, Result, Row, check

_OBSOLETE = {"SSLv2", "SSLv3", "TLS1.0", "TLS1.1"}
_NOT_CUSTOMERS = {"Java", "OpenJDK"}
_BROKEN_HASHES = {"md2", "md4", "md5", "sha1", "sha-1"}
_SERVES = ("下單", "網站", "網頁", "web", "api")
_RULES = (
    "twse/mechanism@2018-11-30#7.1.c",
    "twse/mechanism@2018-11-30#8.6.c",
    "twse/mechanism@before-2018-11-30#7.1.c",
    "tsa/emerging-technology@2026-03-04#9.4",
    "tpex/sto-assessment@undated#3.7.4.1.a",
)
_WEAKNESSES = {
    "heartbleed": "Heartbleed",
    "ccs": "OpenSSL CCS 注入",
    "robot": "ROBOT",
    "renegotiation": "連線的一方可強制重新協商",
    "insecure_renegotiation": "重新協商不安全",
    "compression": "TLS 壓縮（CRIME）",
}
_STRENGTH = "本系統預設（NIST SP 800-57 Part 1 Rev. 5 表 2：112 位元強度）"


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={
        "obsolete": "過時的協定",
        "weak_suite": "不安全的加密套件",
        "weakness": "已知弱點",
        "short_key": "金鑰過短",
        "weak_signature": "憑證簽章過弱",
        "untrusted": "憑證不受信任",
        "mismatch": "憑證與主機名稱不符",
        "expired": "憑證不在效期內",
    },
    needs=("tls_endpoints",),
    may_use=("hosts",),
    parameters=(
        Parameter("rsa_bits", "RSA 與 DSA 金鑰長度下限", 2048, "位元", _STRENGTH, stricter="more"),
        Parameter("ec_bits", "橢圓曲線金鑰長度下限", 224, "位元", _STRENGTH, stricter="more"),
        Parameter("evidence_days", "檢測距檢查日的天數上限", 31, "日", "本系統預設"),
    ),
)
def tls_configuration(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name everything that weakens a server's connections.

    >>> tls_configuration.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    endpoints = _newest(tables["tls_endpoints"])
    scanned = [(source, row) for source, row in endpoints if row["status"] == "scanned"]
    rows = [
        {
            "name": f"{row['host']}:{row['port']}",
            "source": source,
            "line": row["line"],
            "kind": kind,
            "why": why,
        }
        for source, row in scanned
        for kind, why in _broken(row, on, parameters)
    ]
    if doubt := _unreliable(scanned, on, parameters["evidence_days"]):
        return Result(Verdict.INSUFFICIENT, doubt, len(scanned), tuple(rows))
    if rows:
        held = len({row["name"] for row in rows})
        reason = f"{len(scanned)} 個服務中有 {held} 個不符，共 {len(rows)} 項"
        return Result(Verdict.NONCONFORMING, reason, len(scanned), tuple(rows))
    if doubt := _incomplete(endpoints, tables["hosts"], on):
        return Result(Verdict.INSUFFICIENT, doubt, len(scanned))
    reason = f"共 {len(scanned)} 個服務，協定、加密套件、憑證與已知弱點都未發現不符"
    return Result(Verdict.CONFORMING, reason, len(scanned))


def _newest(tables: tuple[Table, ...]) -> list[tuple[str, Row]]:
    """Return every server's rows of the day it was last asked."""
    found: dict[tuple[str, int, str], list[tuple[str, Row]]] = {}
    for table in tables:
        for row in table.rows:
            held = found.setdefault((row["host"], row["port"], row["address"]), [])
            if held and held[0][1]["scanned"] < row["scanned"]:
                held.clear()
            if not held or held[0][1]["scanned"] == row["scanned"]:
                held.append((table.source, row))
    return [each for held in found.values() for each in held]


def _broken(row: Row, on: date, parameters: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    if obsolete := [name for name in row["protocols"] if name in _OBSOLETE]:
        yield "obsolete", f"接受 {'、'.join(obsolete)}"
    if weak := [name for name in row["suites"] if is_weak(name)]:
        yield "weak_suite", f"接受 {len(weak)} 個不安全的加密套件：{'、'.join(weak[:3])}"
    for weakness in row["weaknesses"]:
        if weakness == "insecure_renegotiation" and row["protocols"] == ("TLS1.3",):
            continue  # there is no renegotiation in TLS 1.3
        yield "weakness", f"有弱點：{_WEAKNESSES.get(weakness, weakness)}"
    for certificate in row["certificates"]:
        yield from _of_certificate(certificate, row["host"], on, parameters)


def _of_certificate(
    certificate: Row, host: str, on: date, parameters: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    key, bits = certificate["key"], certificate["key_bits"]
    least = parameters["rsa_bits" if key in ("RSA", "DSA") else "ec_bits"]
    if bits < least:
        yield "short_key", f"憑證的 {key} 金鑰是 {bits} 位元，少於 {least} 位元"
    if certificate["signature"] in _BROKEN_HASHES:
        yield "weak_signature", f"憑證以 {certificate['signature']} 簽章"
    named = is_named(host, certificate["names"])
    by_address = is_address(host) and not named
    stores = [name for name in certificate["untrusted"] if name not in _NOT_CUSTOMERS]
    if stores and not by_address:
        yield "untrusted", f"憑證不受 {'、'.join(stores)} 信任"
    if not named and not by_address:
        shown = "、".join(certificate["names"][:3]) or "沒有任何名稱"
        yield "mismatch", f"憑證的名稱是 {shown}，不含 {host}"
    if certificate["ends"] < on:
        yield "expired", f"憑證已於{format_roc(certificate['ends'])}到期"
    elif certificate["begins"] > on:
        yield "expired", f"憑證自{format_roc(certificate['begins'])}才生效"


def _unreliable(scanned: list[tuple[str, Row]], on: date, days: int) -> str:
    """Say why the scans cannot be relied on, whatever they show; "" if they can."""
    for source, row in scanned:
        told = f"{source} 的 {row['host']} 是{format_roc(row['scanned'])}檢測的"
        if row["scanned"] > on:
            return f"{told}，在檢查日之後，請確認檢查日"
        if days_between(row["scanned"], on) > days:
            return f"{told}，早於檢查日超過 {days} 日，請重新檢測"
    return ""


def _incomplete(endpoints: list[tuple[str, Row]], hosts: tuple[Table, ...], on: date) -> str:
    """Say which servers the scans do not show; "" if none."""
    unreached = [row["host"] for _, row in endpoints if row["status"] != "scanned"]
    if unreached:
        return f"有 {len(unreached)} 個服務連不上（{unreached[0]} 等），沒有檢測結果"
    by_address = [
        row["host"]
        for _, row in endpoints
        if is_address(row["host"])
        and not all(is_named(row["host"], each["names"]) for each in row["certificates"])
    ]
    if by_address:
        return f"有 {len(by_address)} 個服務以位址檢測（{by_address[0]} 等），請以主機名稱重新檢測"
    untried = [
        row["host"]
        for _, row in endpoints
        if not (row["certificates"] and any(each["trusted"] for each in row["certificates"]))
    ]
    if untried:
        return f"有 {len(untried)} 個服務的憑證沒有驗證過（{untried[0]} 等）"
    asked = {key_of(row[name]) for _, row in endpoints for name in ("host", "address")}
    missing = [
        machine.name
        for machine in Register(hosts, on).in_use
        if machine.is_system
        and any(word in f"{machine.use} {machine.name}".casefold() for word in _SERVES)
        and not asked & ({key_of(machine.name), *machine.addresses} - {""})
    ]
    if missing:
        return f"清冊上有 {len(missing)} 台對外服務的主機沒有檢測（{missing[0]} 等）"
    return ""
