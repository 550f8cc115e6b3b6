"""Rule bases as Check Point writes them, for tests."""

import json
from typing import Any

from tests.readers.sources import DATA, of

from chahe.readers import Row, Table
from chahe.readers.check_point import check_point

SAMPLE = (DATA / "check_point.json").read_bytes()
ALL4, ALL6 = ((0, 2**32 - 1),), ((0, 2**128 - 1),)
ANY = {"uid": "any", "name": "Any", "type": "CpmiAnyObject"}
ACCEPT = {"uid": "accept", "name": "Accept", "type": "RulebaseAction"}
LOG = {"type": {"uid": "log", "name": "Log", "type": "Track"}}
Json = dict[str, Any]


def read(content: bytes | str) -> Table:
    return check_point.read(of(content, "fw.json"))


def rule(number: int = 1, **fields: Any) -> Json:
    plain = {"source": [ANY], "destination": [ANY], "service": [ANY], "vpn": [ANY], "time": [ANY]}
    more = {name.replace("_", "-"): value for name, value in fields.items()}
    return {
        "uid": f"r{number}", "type": "access-rule", "rule-number": number, "enabled": True,
        "action": ACCEPT, "track": LOG, "content": [ANY], **plain, **more,
    }  # fmt: skip


def page(*rules: Json, total: Any = None, layer: str = "Network", objects: Any = ()) -> Json:
    held = len(rules) if total is None else total
    base = {"uid": f"layer {layer}", "name": layer, "total": held, "rulebase": list(rules)}
    return {**base, "objects-dictionary": list(objects)}


def rules(*held: Json, **more: Any) -> Table:
    return read(json.dumps(page(*held, **more)))


def one(**fields: Any) -> Row:
    (row,) = rules(rule(**fields)).rows
    return row


def thing(kind: str, **fields: Any) -> Json:
    return {"uid": "u-x", "name": "x", "type": kind} | {
        name.replace("_", "-"): value for name, value in fields.items()
    }
