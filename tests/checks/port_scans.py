"""Port scans, lists and registers for the tests of `open_services`."""

from datetime import date
from typing import Any

from chahe.checks import Result
from chahe.checks.open_services import open_services
from chahe.deadlines import days_after
from chahe.readers import Row, Table

ON = date(2026, 11, 21)
SCANNED = date(2026, 11, 14)
ALL = (("tcp", 1, 65535),)


def port(number: int | None = 443, **said: Any) -> Row:
    return {
        "host": "10.20.1.11", "address": "10.20.1.11", "port": number, "protocol": "tcp",
        "state": "open", "service": "https", "product": "", "version": "", "probed": True,
        "tunnel": "", "tried": ALL, "answered": True, "filtered": False, "scanned": SCANNED,
        "line": 5, **said,
    }  # fmt: skip


def at(address: str, **said: Any) -> Row:
    return port(**{"host": address, "address": address, **said})


def entry(where: str = "", low: int = 443, high: int = 0, **said: Any) -> Row:
    return {
        "where": where, "protocols": ("tcp",), "ports": ((low, high or low),), "purpose": "下單",
        "approver": "王小明", "until": None, "line": 7, **said,
    }  # fmt: skip


def asset(host: str = "APP", address: str = "10.20.1.11", **said: Any) -> Row:
    return {
        "asset": "A", "host": host, "address": address, "category": "伺服器", "system": "",
        "use": "下單", "owner": "", "retired": None, "status": "active", "line": 2, **said,
    }  # fmt: skip


def zone(name: str, use: str, network: str) -> Row:
    return {
        "zone": name, "use": use, "networks": (network,), "firewall": "FW", "core": False,
        "note": "", "line": 2,
    }  # fmt: skip


ZONES = [
    zone("前端", "dmz", "10.10.10.0/24"),
    zone("主機", "operations", "10.20.0.0/16"),
    zone("訪客", "guest", "10.90.0.0/16"),
]


def run(
    ports: list[Row] | list[list[Row]],
    allowed: list[Row] | None = None,
    register: list[Row] | None = None,
    *,
    gaps: tuple[str, ...] = (),
    parameters: dict[str, int] | None = None,
) -> Result:
    files: list[Any] = ports if ports and isinstance(ports[0], list) else [ports]
    tables = {
        "open_ports": tuple(
            Table("open_ports", tuple(rows), f"scan{index}.xml", "nmap", gaps)
            for index, rows in enumerate(files)
        ),
        "network_zones": (Table("network_zones", tuple(ZONES), "zones.csv", "x"),),
    }
    if allowed is not None:
        tables["allowed_services"] = (Table("allowed_services", tuple(allowed), "list.csv", "x"),)
    if register is not None:
        tables["hosts"] = (Table("hosts", tuple(register), "assets.csv", "x"),)
    return open_services.run(tables, on=ON, parameters=parameters)


TELNET: dict[str, Any] = {"service": "telnet", "number": 23}
EARLIER = days_after(SCANNED, -30)
