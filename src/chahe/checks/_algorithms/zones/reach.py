"""Whether a policy lets one part of the network reach another: surely, perhaps, or not.

A policy's *any* on a named interface stands for what is behind that interface, which the table does
not tell: more than `_NAMED` addresses are taken for what they say only where the interface is any.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from .blocks import Blocks, Pairs, covers, overlap, size

Row = Mapping[str, Any]
_NAMED = {4: 2**24, 6: 2**80}  # no more than a /8, a /48
_EVERY_PORT = ("ip", 0, 255)
_PUBLIC_KINDS = {"geography", "internet-service"}


def lets(row: Row) -> bool:
    """Say whether a policy is on and lets through."""
    return bool(row["status"] == "enable" and row["action"] != "deny")


def touches(row: Row, side: str, part: Blocks, elsewhere: set[str]) -> bool | None:
    """Say whether a side ("source", "destination") of a policy holds addresses of a part.

    None where it may. Interfaces whose roles are all wan, or where the side is wide all of those in
    `elsewhere`, do not lead there.
    """
    roles = set(row[f"{side}_roles"])
    if roles and roles <= {"wan"}:
        return False
    ranges = {4: row[f"{side}_ranges"], 6: row[f"{side}_ranges6"]}
    held = {4: overlap(ranges[4], part.four), 6: overlap(ranges[6], part.six)}
    if any(
        held[version] and (size(ranges[version]) <= _NAMED[version] or "any" in roles)
        for version in (4, 6)
    ):
        return True
    if roles and roles <= elsewhere:
        return False
    return None if any(held.values()) or _unknown(row, side) else False


def may_shadow(row: Row, source: Blocks, destination: Blocks) -> bool:
    """Say whether a policy surely and always denies some of what is between two parts."""
    unsure = row["narrowed"] or row["undecided"] or row["users"] or row["unresolved"]
    if row["status"] != "enable" or row["action"] != "deny" or unsure:
        return False
    return row["schedule"] == "always" and all(
        overlap(row[f"{side}_ranges"], part.four) or overlap(row[f"{side}_ranges6"], part.six)
        for side, part in (("source", source), ("destination", destination))
    )


def shadowed(row: Row, earlier: Sequence[Row], source: Blocks, destination: Blocks) -> bool:
    """Say whether one earlier policy alone denies all of what a policy lets between two parts.

    `earlier` are those before it that `may_shadow`.
    """
    return any(_denies(each, row, source, destination) for each in earlier)


def _denies(each: Row, row: Row, source: Blocks, destination: Blocks) -> bool:
    if each["vdom"] != row["vdom"] or not _same_interfaces(each, row):
        return False
    if row["vips"] and not row["real_destination"] and not set(row["vips"]) <= set(each["vips"]):
        return False  # FortiOS: what a virtual IP translated, a deny of all lets by (match-vip)
    if _EVERY_PORT not in each["ports"] and not set(row["ports"]) <= set(each["ports"]):
        return False
    return _holds(each, row, "source", source) and _holds(each, row, "destination", destination)


def _holds(each: Row, row: Row, side: str, part: Blocks) -> bool:
    four: Pairs = overlap(row[f"{side}_ranges"], part.four)
    six: Pairs = overlap(row[f"{side}_ranges6"], part.six)
    return covers(each[f"{side}_ranges"], four) and covers(each[f"{side}_ranges6"], six)


def _same_interfaces(each: Row, row: Row) -> bool:
    return all(
        "any" in each[f"{side}_roles"]
        or set(row[f"{side}_interfaces"]) <= set(each[f"{side}_interfaces"])
        for side in ("source", "destination")
    )


def _unknown(row: Row, side: str) -> bool:
    kinds = set(row["source_kinds"])
    if side == "source":
        return bool(kinds - _PUBLIC_KINDS)
    return len(row["unresolved"]) > len(row["source_kinds"])
