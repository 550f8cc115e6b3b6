"""Rule sets as nft -j writes them, for tests."""

import json
from typing import Any

from tests.readers.sources import DATA, of

from chahe.readers import Row, Table
from chahe.readers.nftables import nftables

SAMPLE = (DATA / "nftables.json").read_bytes()
ALL4, ALL6 = ((0, 2**32 - 1),), ((0, 2**128 - 1),)
ACCEPT: dict[str, Any] = {"accept": None}
DROP: dict[str, Any] = {"drop": None}


def read(content: bytes | str) -> Table:
    return nftables.read(of(content, "fw.json"))


def chain(name: str, hook: str = "", *, table: str = "t", family: str = "inet", **more: Any) -> Any:
    said = {"family": family, "table": table, "name": name, **more}
    if hook:
        said = {"type": "filter", "hook": hook, "prio": 0, "policy": "drop", **said}
    return {"chain": said}


def rule(*expr: Any, at: str = "fw", table: str = "t", family: str = "inet", **more: Any) -> Any:
    return {"rule": {"family": family, "table": table, "chain": at, "expr": list(expr), **more}}


def ruleset(*items: Any) -> Table:
    return read(json.dumps({"nftables": [chain("fw", "forward"), *items]}))


def compare(left: Any, right: Any, op: str = "==") -> Any:
    return {"match": {"op": op, "left": left, "right": right}}


def payload(protocol: str, field: str, right: Any, op: str = "==") -> Any:
    return compare({"payload": {"protocol": protocol, "field": field}}, right, op)


def meta(key: str, right: Any, op: str = "==") -> Any:
    return compare({"meta": {"key": key}}, right, op)


def one(*expr: Any) -> Row:
    (row,) = ruleset(rule(*expr, ACCEPT)).rows
    return row
