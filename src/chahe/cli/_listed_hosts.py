"""The hosts a user lists, the only ones that are asked."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from ._model import UsageError

_ENTRY = re.compile(r"(?:\[([0-9A-Fa-f:.]{2,45})\]|([^:\s\[\]]+))(?::([0-9]{1,5}))?")
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*")
_LARGEST_PORT = 65535
_HTTPS = 443


@dataclass(frozen=True)
class Host:
    """`name` is a name or an address, in lower case."""

    name: str
    port: int

    def __str__(self) -> str:
        return f"[{self.name}]:{self.port}" if ":" in self.name else f"{self.name}:{self.port}"


def hosts_in(name: str) -> list[Host]:
    """Read a list of hosts, one a line, each with a port or 443; `#` begins a remark.

    :raises UsageError: if it cannot be read, holds none, or a line is no host
    """
    try:
        text = Path(name).read_text("utf-8-sig")
    except (OSError, ValueError):
        raise UsageError(f"讀不到主機清單「{name}」，請確認路徑與編碼（UTF-8）") from None
    found: dict[Host, None] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if said := line.partition("#")[0].strip():
            host = _host(said)
            if host is None:
                raise UsageError(
                    f"{name} 第 {number} 行：看不懂主機「{said[:60]}」，"
                    "請寫成 www.example.tw 或 www.example.tw:8443"
                )
            found[host] = None
    if not found:
        raise UsageError(f"主機清單「{name}」裡沒有主機")
    return list(found)


def only(hosts: list[Host], wanted: list[str], name: str) -> list[Host]:
    """Return those of a list that are wanted; one without a port is that host on every port.

    :raises UsageError: if one is not in the list
    """
    kept: set[Host] = set()
    for said in wanted:
        asked = _host(said)
        has_port = re.search(r":[0-9]+$", said) and not said.endswith("]")
        matching = {
            host
            for host in hosts
            if asked and host.name == asked.name and (not has_port or host.port == asked.port)
        }
        if not matching:
            raise UsageError(f"「{said[:60]}」不在 {name} 裡；只檢測清單上的主機，請先把它寫進清單")
        kept |= matching
    return [host for host in hosts if host in kept]


def _host(said: str) -> Host | None:
    match = _ENTRY.fullmatch(said)
    if not match:
        return None
    address, name, port = match[1], (match[2] or "").lower().removesuffix("."), match[3]
    number = int(port) if port else _HTTPS
    if not 0 < number <= _LARGEST_PORT:
        return None
    if address or re.fullmatch(r"[0-9.]+", name):
        try:
            return Host(str(ip_address(address or name)), number)
        except ValueError:
            return None
    return Host(name, number) if _NAME.fullmatch(name) else None
