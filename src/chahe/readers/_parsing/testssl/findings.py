"""Both forms of its JSON as the findings of each server.

The flat form (`--jsonfile`) is one list, in which every finding names its server as "name/address";
the pretty one (`--jsonfile-pretty`) has an object for each server, with lists of findings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..._model import ReadError
from ..firewall.json_text import Json, Text

_FLAT = re.compile(r'(?<!\\)"id"\s*:')
_PRETTY = re.compile(r'(?<!\\)"targetHost"\s*:')
_INTERRUPTED = "檢測中斷，沒有做完"
_LARGEST_PORT = 65535
_OF_PROTOCOLS = ("SSLv2", "SSLv3", "TLS1", "TLS1_1", "TLS1_2", "TLS1_3")


@dataclass
class Server:
    """`said` holds what was found under each id, of which some are there more than once."""

    host: str
    address: str
    port: int
    line: int
    said: dict[str, list[str]] = field(default_factory=dict)

    @property
    def called(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass
class Scan:
    """`started` is in seconds since 1970, None where the file does not say; so is `invocation`."""

    servers: list[Server]
    gaps: list[str]
    started: str | None = None
    invocation: str = ""


def scan_of(text: Text) -> Scan:
    """Read either form.

    :raises ReadError: if it is neither, is cut, or a server was scanned twice in it
    """
    whole, end = text.parse()
    if text.whole[end:].strip():
        raise ReadError("JSON 之後還有別的內容，請每次檢測存成一個檔案")
    if isinstance(whole, list):
        scan = _flat(whole, text)
    elif isinstance(whole, dict) and "scanResult" in whole:
        scan = _pretty(whole, text)
    else:
        raise ReadError("不是 testssl.sh 的 JSON，請以 --jsonfile-pretty 重新匯出")
    for server in scan.servers:
        if any(len(server.said.get(name, ())) > 1 for name in _OF_PROTOCOLS):
            raise ReadError(f"{server.called} 檢測了兩次，請每次檢測存成一個檔案", line=server.line)
    return scan


def _flat(whole: list[Any], text: Text) -> Scan:
    lines = _lines(text, _FLAT, len(whole), "id")
    servers: dict[tuple[str, str], Server] = {}
    gaps, ended = [], False
    for index, (each, line) in enumerate(zip(whole, lines, strict=True)):
        name, found = _finding(each, f"[{index}]")
        place, port = _text(each, "ip", f"[{index}]"), _text(each, "port", f"[{index}]")
        host, _, address = place.rpartition("/")
        if name == "scanTime":
            ended = True
            if not found.isdigit():
                gaps.append(f"{host or '檔案'} {_INTERRUPTED}")
        if host:
            if (place, port) not in servers:
                servers[place, port] = _server(host, address, port, line)
            servers[place, port].said.setdefault(name, []).append(found)
        elif name == "scanProblem":
            gaps.append(f"沒有檢測（{found[:200]}）")
    if not ended:
        gaps.append(_INTERRUPTED)
    return Scan(list(servers.values()), gaps)


def _pretty(whole: Json, text: Text) -> Scan:
    results = whole["scanResult"]
    if not isinstance(results, list):
        raise ReadError("「scanResult」應為清單，請重新匯出")
    servers, gaps = [], []
    held = [each for each in results if isinstance(each, dict) and "targetHost" in each]
    lines = iter(_lines(text, _PRETTY, len(held), "targetHost"))
    for index, each in enumerate(results):
        path = f"scanResult[{index}]"
        if isinstance(each, dict) and "targetHost" in each:
            host, address, port = (_text(each, name, path) for name in ("targetHost", "ip", "port"))
            server = _server(host, address, port, next(lines))
            for name, found in _listed(each, path):
                server.said.setdefault(name, []).append(found)
            servers.append(server)
        else:  # so it writes of a server that does not answer, without naming it apart
            gaps.append(f"沒有檢測（{_finding(each, path)[1][:200]}）")
    if not isinstance(whole.get("scanTime"), int):
        gaps.append(_INTERRUPTED)
    return Scan(servers, gaps, _text(whole, "startTime", ""), _text(whole, "Invocation", ""))


def _listed(server: Json, path: str) -> Iterator[tuple[str, str]]:
    for section, found in server.items():
        for index, each in enumerate(found if isinstance(found, list) else ()):
            yield _finding(each, f"{path}.{section}[{index}]")


def _lines(text: Text, mark: re.Pattern[str], number: int, name: str) -> list[int]:
    lines = [text.line_of(match.start()) for match in mark.finditer(text.whole)]
    if len(lines) != number:
        raise ReadError(f"「{name}」的數目與筆數不符，請重新匯出")
    return lines


def _server(host: str, address: str, port: str, line: int) -> Server:
    if not re.fullmatch(r"[0-9]{1,5}", port) or not 0 < int(port) <= _LARGEST_PORT:
        raise ReadError(f"連接埠「{port[:20]}」看不懂，請重新匯出", line=line)
    host = host.strip().strip("[]").lower().removesuffix(".")
    return Server(host, address.strip().strip("[]"), int(port), line)


def _finding(each: Any, path: str) -> tuple[str, str]:
    if not isinstance(each, dict):
        raise ReadError(f"「{path}」應為物件，請重新匯出")
    return _text(each, "id", path), _text(each, "finding", path).strip()


def _text(held: Json, name: str, path: str) -> str:
    value = held.get(name)
    if not isinstance(value, str):
        where = f"{path}.{name}".lstrip(".")
        raise ReadError(f"「{where}」應為文字，請重新匯出")
    return value
