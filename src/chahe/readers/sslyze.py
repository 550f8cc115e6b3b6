"""TLS 連線檢測（SSLyze 5、6 的 JSON）

Kind `tls_endpoints`, a row for each server that was asked:

    host, address    str, in lower case; `address` "" where it was not resolved
    port             int
    scanned          date in Taipei on which the scan began
    status           "scanned" or "unreachable"
    protocols        tuple of those accepted: SSLv2, SSLv3, TLS1.0, TLS1.1, TLS1.2, TLS1.3
    suites           tuple of the names of the cipher suites accepted, as IANA writes them
    weaknesses       tuple of heartbleed, ccs, robot, renegotiation, insecure_renegotiation,
                     compression
    certificates     tuple, for each the server has (RSA, EC): subject, names (tuple of str),
                     begins, ends (dates), key ("RSA", "EC", …), key_bits, signature ("sha256", ""
                     where none is separate), trusted, untrusted (tuples of names of trust stores)
    hsts             whether it sends Strict-Transport-Security; None where it was not asked
    line             int

A moment without a zone is UTC, as SSLyze 5 writes it. A certificate is the server's own, the first
of what it sends. Whether a chain is valid turns on the clock of the scanner.

A gap: a server that did not answer or whose name is no server (of which there is no row, so that a
file of such only has no rows), and a command that was not run or failed (those of protocols,
certificates and weaknesses; others are left alone).
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.firewall.json_text import Json, Text
from ._parsing.text import peek

_TAIPEI = timezone(timedelta(hours=8))
_FIRST_YEAR = 1912  # of the calendar that dates are told in
_OURS = re.compile(r'"(?:server_scan_results|invalid_server_strings|date_scans_started)"\s*:')
_PLACE = re.compile(r'(?<!\\)"server_location"\s*:')
_VERSIONS = {
    "ssl_2_0_cipher_suites": "SSLv2",
    "ssl_3_0_cipher_suites": "SSLv3",
    **{f"tls_1_{minor}_cipher_suites": f"TLS1.{minor}" for minor in range(4)},
}
_WEAKNESSES = {
    "heartbleed": ("is_vulnerable_to_heartbleed", "heartbleed"),
    "openssl_ccs_injection": ("is_vulnerable_to_ccs_injection", "ccs"),
    "tls_compression": ("supports_compression", "compression"),
    "session_renegotiation": ("is_vulnerable_to_client_renegotiation_dos", "renegotiation"),
}
_NEEDED = (*_VERSIONS, *_WEAKNESSES, "certificate_info", "robot")
_KEYS = (("RSA", "RSA"), ("EC", "EC"), ("Elliptic", "EC"), ("Ed25519", "Ed25519"))
_BITS = {"Ed25519": 256, "Ed448": 456}
_TYPES = {str: "文字", int: "整數", bool: "true 或 false", list: "清單", dict: "物件"}


def _sniff(head: bytes) -> bool:
    text = peek(head)
    return text.lstrip()[:1] == "{" and _OURS.search(text) is not None


@reader(kind="tls_endpoints", sniff=_sniff)
def sslyze(source: Source) -> Table:
    """Read servers.

    :raises ReadError: if it is not whole JSON of this form, a field is there twice, missing or of
        another type, a server is there twice, or no server was named at all
    """
    text = Text(source)
    whole, end = text.parse()
    if not isinstance(whole, dict) or text.whole[end:].strip():
        raise ReadError("不是 sslyze --json_out 的輸出，請重新匯出")
    scanned = _day(whole, "date_scans_started", "")
    servers = _take(whole, "server_scan_results", list, "")
    gaps = [_invalid(bad) for bad in _take(whole, "invalid_server_strings", list, "")]
    lines = [text.line_of(match.start()) for match in _PLACE.finditer(text.whole)]
    if len(lines) != len(servers):
        raise ReadError("伺服器的筆數與 server_location 的數目不符，請重新匯出")
    rows: dict[tuple[str, int, str], Json] = {}
    for index, (server, line) in enumerate(zip(servers, lines, strict=True)):
        row = _row(_object(server, f"server_scan_results[{index}]"), index, gaps)
        key = (row["host"], row["port"], row["address"])
        if key in rows:
            raise ReadError(f"{row['host']}:{row['port']} 出現兩次，請重新匯出", line=line)
        rows[key] = {**row, "scanned": scanned, "line": line}
    if not rows and not gaps:
        raise ReadError("檔案裡沒有任何伺服器，請確認檢測的範圍")
    return Table("tls_endpoints", tuple(rows.values()), source.name, "sslyze", tuple(gaps))


def _invalid(bad: Any) -> str:
    said = bad if isinstance(bad, dict) else {"server_string": bad}
    why = said.get("error_message")
    told = f"沒有檢測（{str(why)[:200]}）" if why else "不是可檢測的伺服器"
    return f"「{str(said.get('server_string', bad))[:80]}」{told}"


def _row(server: Json, index: int, gaps: list[str]) -> Json:
    path = f"server_scan_results[{index}]"
    place = _take(server, "server_location", dict, path)
    host = _take(place, "hostname", str, f"{path}.server_location").lower()
    port = _take(place, "port", int, f"{path}.server_location")
    called = f"{host}:{port}"
    reached = _take(server, "scan_status", str, path) == "COMPLETED"
    results: Json = {}
    if reached:
        attempts = _take(server, "scan_result", dict, path)
        results = dict(_results(attempts, f"{path}.scan_result", called, gaps))
    else:
        gaps.append(f"{called} 連不上，沒有檢測結果")
    path = f"{path}.scan_result"
    accepted = _accepted(results, path)
    if reached and not accepted["protocols"]:
        gaps.append(f"{called} 沒有接受任何一版協定，檢測不完整")
    return {
        "host": host,
        "port": port,
        "address": str(place.get("ip_address") or ""),
        "status": "scanned" if reached else "unreachable",
        **accepted,
        "weaknesses": tuple(_weaknesses(results, path, called, gaps)),
        "certificates": tuple(_certificates(results, path, called, gaps)),
        "hsts": _hsts(results),
    }


def _results(attempts: Json, path: str, called: str, gaps: list[str]) -> Iterator[tuple[str, Json]]:
    for name in (*_NEEDED, "http_headers"):
        attempt = _object(attempts.get(name, {}), f"{path}.{name}")
        if attempt.get("status") == "COMPLETED":
            yield name, _take(attempt, "result", dict, f"{path}.{name}")
        elif name in _NEEDED:
            gaps.append(f"{called} 沒有「{name}」的結果（{attempt.get('status') or '未執行'}）")


def _accepted(results: Json, path: str) -> Json:
    protocols, suites = [], []
    for name, version in _VERSIONS.items():
        if name in results:
            where = f"{path}.{name}.result"
            accepted = _take(results[name], "accepted_cipher_suites", list, where)
            if accepted or results[name].get("is_tls_version_supported"):
                protocols.append(version)
            for each in accepted:
                suite = _take(_object(each, where), "cipher_suite", dict, where)
                suites.append(_take(suite, "name", str, f"{where}.cipher_suite"))
    return {"protocols": tuple(protocols), "suites": tuple(dict.fromkeys(suites))}


def _weaknesses(results: Json, path: str, called: str, gaps: list[str]) -> Iterator[str]:
    for name, (field, weakness) in _WEAKNESSES.items():
        if name in results and _take(results[name], field, bool, f"{path}.{name}.result"):
            yield weakness
    if "session_renegotiation" in results:
        where = f"{path}.session_renegotiation.result"
        if not _take(
            results["session_renegotiation"], "supports_secure_renegotiation", bool, where
        ):
            yield "insecure_renegotiation"
    if "robot" in results:
        robot = _take(results["robot"], "robot_result", str, f"{path}.robot.result")
        if robot.startswith("VULNERABLE_"):
            yield "robot"
        elif not robot.startswith("NOT_VULNERABLE_"):
            gaps.append(f"{called} 無法判斷有無 ROBOT 弱點（{robot[:40]}）")


def _certificates(results: Json, path: str, called: str, gaps: list[str]) -> Iterator[Json]:
    if "certificate_info" not in results:
        return
    path = f"{path}.certificate_info.result.certificate_deployments"
    deployments = _take(
        results["certificate_info"], "certificate_deployments", list, path.rpartition(".")[0]
    )
    for index, each in enumerate(deployments):
        where = f"{path}[{index}]"
        deployment = _object(each, where)
        chain = _take(deployment, "received_certificate_chain", list, where)
        if chain:
            leaf = _object(chain[0], f"{where}.received_certificate_chain[0]")
            yield {
                **_certificate(leaf, f"{where}.received_certificate_chain[0]"),
                **_trust(deployment, where),
            }
    if not deployments or not all(each["received_certificate_chain"] for each in deployments):
        gaps.append(f"{called} 沒有取得憑證")


def _certificate(leaf: Json, path: str) -> Json:
    names = _take(leaf, "subject_alternative_name", dict, path)
    key = _take(leaf, "public_key", dict, path)
    algorithm = _take(key, "algorithm", str, f"{path}.public_key").lstrip("_")
    kind = next((ours for start, ours in _KEYS if algorithm.startswith(start)), algorithm)
    kind = kind.removesuffix("PublicKey")
    signature = leaf.get("signature_hash_algorithm")
    return {
        "subject": str(_object(leaf.get("subject") or {}, path).get("rfc4514_string", "")),
        "names": tuple(
            str(name).lower()
            for field in ("dns_names", "dns", "ip_addresses")
            if field in names
            for name in _take(names, field, list, f"{path}.subject_alternative_name")
        ),
        "begins": _day(leaf, "not_valid_before", path),
        "ends": _day(leaf, "not_valid_after", path),
        "key": kind,
        "key_bits": _BITS.get(kind) or _take(key, "key_size", int, f"{path}.public_key"),
        "signature": ""
        if signature is None
        else _take(_object(signature, path), "name", str, path).lower(),
    }


def _trust(deployment: Json, path: str) -> Json:
    trusted: list[str] = []
    untrusted: list[str] = []
    for each in _take(deployment, "path_validation_results", list, path):
        where = f"{path}.path_validation_results"
        store = _take(_object(each, where), "trust_store", dict, where)
        name = _take(store, "name", str, f"{where}.trust_store")
        good = _take(each, "was_validation_successful", bool, where)
        (trusted if good else untrusted).append(name)
    return {"trusted": tuple(trusted), "untrusted": tuple(untrusted)}


def _hsts(results: Json) -> bool | None:
    said = results.get("http_headers")
    if said is None or said.get("http_error_trace"):
        return None
    return bool(said.get("strict_transport_security_header"))


def _object(value: Any, path: str) -> Json:
    if not isinstance(value, dict):
        raise ReadError(f"「{path}」應為物件，請重新匯出")
    return value


def _take(held: Json, name: str, kind: type[Any], path: str) -> Any:
    value = held.get(name)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        where = f"{path}.{name}".lstrip(".")
        raise ReadError(f"「{where}」應為{_TYPES[kind]}，請以 sslyze 5 或 6 重新匯出")
    return value


def _day(held: Json, name: str, path: str) -> date:
    text = _take(held, name, str, path)
    try:
        moment = datetime.fromisoformat(text)
        if moment.year < _FIRST_YEAR:
            raise ValueError(text)
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return zoned.astimezone(_TAIPEI).date()
    except OverflowError:  # 9999-12-31 23:59:59: no end (RFC 5280 §4.1.2.5)
        return date.max
    except ValueError:
        where = f"{path}.{name}".lstrip(".")
        raise ReadError(f"「{where}」的時間「{text[:40]}」看不懂，請重新匯出") from None
