"""A row of `firewall_policies`; `readers/fortigate.py` says what each column means."""

from collections.abc import Mapping
from typing import Any

_MOST: Mapping[str, Any] = {
    **dict.fromkeys(("policy", "name", "comment"), ""),
    "vdom": "root",
    "line": 0,
    "status": "enable",
    "action": "deny",
    **dict.fromkeys(("source_interfaces", "destination_interfaces"), ()),
    **dict.fromkeys(("source_roles", "destination_roles"), ()),
    **dict.fromkeys(("source_addresses", "destination_addresses", "services"), ()),
    **dict.fromkeys(("source_ranges", "destination_ranges"), ()),
    **dict.fromkeys(("source_ranges6", "destination_ranges6", "ports"), ()),
    **dict.fromkeys(("source_negate", "destination_negate", "service_negate"), False),
    **dict.fromkeys(("unresolved", "source_kinds", "vips", "internet_services", "users"), ()),
    "schedule": "always",
    "schedule_ends": None,
    "hours": (),
    **dict.fromkeys(("hits", "last_hit")),
    "log": "disable",
    **dict.fromkeys(("inspected", "nat", "narrowed", "undecided", "real_destination"), False),
}


def policy_row(**said: Any) -> dict[str, Any]:
    """Return a row with every column; what is not said is empty, enabled, denied and not logged."""
    if unknown := set(said) - set(_MOST):
        raise TypeError(f"no such column: {unknown}")
    return {**_MOST, **said}
