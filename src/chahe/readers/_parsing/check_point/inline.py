"""A rule of an inline layer as a policy of its own: what its rule and the rule above both ask for.

Where what both ask for is not known (a domain, two schedules, two groups of users), it asks for
what the rule within does, and may match less.
"""

from collections.abc import Mapping
from typing import Any

from ..firewall.addresses import ALL, common
from ..firewall.services import (
    ANY_SERVICE,
    PORTED,
    Port,
    ports_of,
    protocol_number,
    spans_of,
    whole,
)
from ..ranges import Ranges, merge

Row = Mapping[str, Any]
_WHOLE = ("icmp", "icmp6")


def both_of(above: Row, within: Row) -> dict[str, Any] | None:
    """Return the policy of a rule in the layer that another applies; None where nothing is left."""
    row = dict(within)
    row["policy"] = f"{above['policy']}.{within['policy']}"
    row["vdom"] = above["vdom"]
    row["comment"] = within["comment"] or above["comment"]
    sure = [_side(row, above, within, side) for side in ("source", "destination")]
    sure += [_services(row, above, within), _when(row, above, within), _who(row, above, within)]
    row["undecided"] = above["undecided"] or within["undecided"]
    row["narrowed"] = above["narrowed"] or within["narrowed"] or not all(sure)
    row["unresolved"] = tuple(dict.fromkeys((*row.pop("_source"), *row.pop("_destination"))))
    return row if _is_something(row) else None


def is_all(row: Row) -> bool:
    """Say whether a policy is of any source, any destination and any service."""
    any_service = row["ports"] == ports_of(ANY_SERVICE) and not row["internet_services"]
    return any_service and _is_all(row, "source") and _is_all(row, "destination")


def _side(row: dict[str, Any], above: Row, within: Row, side: str) -> bool:
    """Put one side of both into a row; say whether it is all that both ask for."""
    columns = (f"{side}_addresses", f"{side}_ranges", f"{side}_ranges6", f"{side}_negate")
    listed = ("source_kinds",) if side == "source" else ("vips",)
    chosen, sure = within, True
    names = {id(each): _unresolved(each, side) for each in (above, within)}
    if not _is_all(above, side):
        if _is_all(within, side):
            chosen = above
        else:
            sure = not (names[id(above)] or names[id(within)])
    row.update({column: chosen[column] for column in (*columns, *listed)})
    if chosen is within and sure:
        for column in columns[1:3]:
            row[column] = common(above[column], within[column])
    row[f"_{side}"] = names[id(chosen)]
    ends = (f"{side}_interfaces", f"{side}_roles")
    if all(within[column] == ("any",) for column in ends):
        row.update({column: above[column] for column in ends})
    return sure and ("any",) in (above[ends[0]], within[ends[0]])


def _is_all(row: Row, side: str) -> bool:
    ranges = row[f"{side}_ranges"], row[f"{side}_ranges6"]
    return ranges == (ALL[4], ALL[6]) and not _unresolved(row, side)


def _unresolved(row: Row, side: str) -> tuple[str, ...]:
    """Return the names of a side that are decided elsewhere: the source's are listed first."""
    at = len(row["source_kinds"])
    names: tuple[str, ...] = row["unresolved"]
    return names[:at] if side == "source" else names[at:]


def _services(row: dict[str, Any], above: Row, within: Row) -> bool:
    columns = ("services", "ports", "internet_services", "service_negate")
    one, other = (_spans(each["ports"]) for each in (above, within))
    if one == ANY_SERVICE and not above["internet_services"]:
        return True
    if other == ANY_SERVICE and not within["internet_services"]:
        row.update({column: above[column] for column in columns})
        return True
    if above["internet_services"] or within["internet_services"]:
        return False
    row["ports"] = ports_of(common(one, other))
    return True


def _spans(ports: tuple[Port, ...]) -> Ranges:
    return merge(
        span
        for protocol, low, high in ports
        for span in (
            spans_of((PORTED[protocol],), ((low, high),))
            if protocol in PORTED
            else (whole(protocol_number(protocol)) if protocol in _WHOLE else whole(low, high),)
        )
    )


def _when(row: dict[str, Any], above: Row, within: Row) -> bool:
    ends = [each["schedule_ends"] for each in (above, within) if each["schedule_ends"]]
    row["schedule_ends"] = min(ends, default=None)
    if within["schedule"] == "always":
        row["schedule"] = above["schedule"]
    return "always" in (above["schedule"], within["schedule"])


def _who(row: dict[str, Any], above: Row, within: Row) -> bool:
    row["users"] = within["users"] or above["users"]
    return not (above["users"] and within["users"])


def _is_something(row: Row) -> bool:
    if row["undecided"] or row["unresolved"] or row["internet_services"]:
        return True
    families = ((row[f"source_ranges{six}"], row[f"destination_ranges{six}"]) for six in ("", "6"))
    return bool(row["ports"]) and any(source and target for source, target in families)
