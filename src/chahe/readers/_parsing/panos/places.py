"""Where rules apply: each vsys of a firewall, each device group of Panorama, with what it inherits.

A packet meets what Panorama has before a firewall's own rules, these, and what Panorama has after
them; of several device groups, the outermost is first before and last after.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..._model import ReadError
from .tree import Node

_BEFORE, _OWN, _AFTER = "pre-rulebase", "rulebase", "post-rulebase"


@dataclass(frozen=True, slots=True)
class Place:
    """`scopes` from the innermost outwards; `rulebases` in the order a packet meets them."""

    vdom: str
    scopes: tuple[Node, ...]
    rulebases: tuple[Node, ...]

    def rules(self, kind: str) -> list[list[Node]]:
        return [list(held.all(kind, "rules", "entry")) for held in self.rulebases]

    def default(self, name: str) -> Node | None:
        """Return a default rule where somebody wrote it anew: the innermost."""
        written = [
            rule
            for scope in self.scopes
            for tag in (_OWN, _AFTER)
            for rule in scope.all(tag, "default-security-rules", "rules", "entry")
            if rule.name == name
        ]
        return written[0] if written else None


def places_in(config: Node, gaps: list[str]) -> list[Place]:
    """Return the places of a configuration; what its rules are not all of goes to `gaps`.

    :raises ReadError: if device groups are each other's parents
    """
    shared = config.one("shared")
    groups = {each.name: each for each in config.all("devices", "entry", "device-group", "entry")}
    if groups:
        gaps.append(
            "這是 Panorama 的設定，各防火牆自己的規則不在檔案中；"
            "請改匯出各防火牆的 merged-running-config.xml"
        )
    return [*_vsys(config, shared, gaps), *_groups(config, groups, shared)]


def _vsys(config: Node, shared: Node, gaps: list[str]) -> Iterator[Place]:
    for device in config.all("devices", "entry"):
        system = device.one("deviceconfig", "system")
        managed = any(True for _ in system.under("panorama-server"))
        for vsys in device.all("vsys", "entry"):
            pushed = config.one("panorama")
            inner = next(
                (each for each in pushed.all("vsys", "entry") if each.name == vsys.name), Node("")
            )
            place = _place(vsys.name, (vsys, inner, pushed, shared))
            if managed and not any(held.tag != _OWN for held in place.rulebases):
                gaps.append(
                    f"「{vsys.name}」由 Panorama 管理，下發的規則不在檔案中；"
                    "請改匯出 merged-running-config.xml"
                )
            yield place


def _groups(config: Node, groups: dict[str, Node], shared: Node) -> Iterator[Place]:
    parents = {
        each.name: each.one("parent-dg").text
        for path in (("devices",), ("readonly", "devices"))
        for each in config.all(*path, "entry", "device-group", "entry")
        if each.one("parent-dg").text
    }
    for name, group in groups.items():
        line = [group]
        while (above := parents.get(line[-1].name)) and above in groups:
            line.append(groups[above])
            if len(line) > len(groups):
                raise ReadError(
                    f"裝置群組「{name[:40]}」的上層互相包含，請重新匯出", line=group.line
                )
        if name not in parents.values() or any(True for _ in group.all("devices", "entry")):
            yield _place(name, (*line, shared))


def _place(vdom: str, scopes: tuple[Node, ...]) -> Place:
    held = [
        *(each for scope in reversed(scopes) for each in scope.all(_BEFORE)),
        *(each for scope in scopes for each in scope.all(_OWN)),
        *(each for scope in scopes for each in scope.all(_AFTER)),
    ]
    return Place(vdom, scopes, tuple(held))
