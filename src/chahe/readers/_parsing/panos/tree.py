"""The parts of a PAN-OS configuration that policies stand on, as a tree.

Everything else is passed over as it streams by. Lists of `<member>` are kept as words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..._model import Source
from ..xml_push import MAX_DEPTH, Attributes, Element, Push

_MAX_NODES = 4_000_000
_OBJECTS = (
    *("address", "address-group", "service", "service-group", "application", "region"),
    *("application-group", "external-list", "schedule", "zone", "parent-dg"),
)
_RULES = ("security", "nat", "default-security-rules")
_RULEBASES = ("rulebase", "pre-rulebase", "post-rulebase")


@dataclass(slots=True)
class Node:
    """An element: its `name` attribute, its text, its members, and the elements in it."""

    tag: str
    name: str = ""
    line: int = 0
    text: str = ""
    members: list[str] = field(default_factory=list)
    nodes: list["Node"] = field(default_factory=list)

    def all(self, *path: str) -> Iterator["Node"]:
        """Yield every element at a path."""
        for node in self.nodes:
            if node.tag == path[0]:
                if path[1:]:
                    yield from node.all(*path[1:])
                else:
                    yield node

    def one(self, *path: str) -> "Node":
        """Return the first element at a path, or an empty one."""
        return next(self.all(*path), Node(path[-1]))

    def under(self, tag: str) -> Iterator["Node"]:
        """Yield every element of a tag, however deep."""
        for node in self.nodes:
            if node.tag == tag:
                yield node
            yield from node.under(tag)

    def yes(self, tag: str, default: str = "no") -> bool:
        return (self.one(tag).text or default) == "yes"


def read_tree(source: Source) -> Node:
    """Read a configuration, as exported or as the API answers.

    :raises ReadError: as `Push.run` does, or if there is too much of it
    """
    tree = _Tree(source)
    tree.push.run(tree.roots(), "PAN-OS 設定檔")
    return tree.root


class _Every(Mapping[str, Element]):
    """Whatever elements there are, each kept with all that is in it."""

    def __init__(self, tree: "_Tree") -> None:
        self._tree = tree
        self._known: dict[str, Element] = {}

    def __getitem__(self, tag: str) -> Element:
        if tag not in self._known:
            self._known[tag] = self._tree.kept(tag, self)
        return self._known[tag]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


class _Tree:
    def __init__(self, source: Source) -> None:
        self.push = Push(source)
        self.root = Node("config")
        self._open = [self.root]
        self._count = 0
        self._every = _Every(self)

    def roots(self) -> Mapping[str, Element]:
        """Return what is wanted of a configuration, and of an answer that holds one."""
        config = Element(self._config())
        return {"config": config, "response": Element({"result": Element({"config": config})})}

    def kept(self, tag: str, children: Mapping[str, Element]) -> Element:
        if tag == "member":
            return Element({}, text=self._member)
        return Element(
            children,
            opened=lambda attributes: self._begin(tag, attributes),
            text=self._text,
            closed=self._end,
        )

    def _entries(self, tag: str, inside: Mapping[str, Element]) -> Element:
        return self.kept(tag, {"entry": self.kept("entry", inside)})

    def _whole(self, *tags: str) -> dict[str, Element]:
        return {tag: self.kept(tag, self._every) for tag in tags}

    def _config(self) -> dict[str, Element]:
        rules = self._whole(*_RULES)
        scope = {
            **self._whole(*_OBJECTS),
            **{tag: self.kept(tag, rules) for tag in _RULEBASES},
        }
        vsys = self._entries("vsys", scope)
        system = self.kept("system", self._whole("panorama", "panorama-server"))
        device = {
            "vsys": vsys,
            "network": self.kept(
                "network", self._whole("interface", "virtual-router", "logical-router")
            ),
            "deviceconfig": self.kept("deviceconfig", {"system": system}),
            "device-group": self._entries("device-group", {**scope, **self._whole("devices")}),
        }
        devices = self._entries("devices", device)
        return {
            "shared": self.kept("shared", scope),
            "panorama": self.kept("panorama", {**scope, "vsys": vsys}),
            "devices": devices,
            "readonly": self.kept("readonly", {"devices": devices}),
        }

    def _begin(self, tag: str, attributes: Attributes) -> None:
        self._count += 1
        if self._count > _MAX_NODES:
            raise self.push.error("設定太多，無法一次判讀，請分批匯出")
        if len(self._open) > MAX_DEPTH:
            raise self.push.error("標籤的層數太深，不是正常的匯出檔，請重新匯出")
        node = Node(tag, attributes.get("name", ""), self.push.line)
        self._open[-1].nodes.append(node)
        self._open.append(node)

    def _text(self, text: str) -> None:
        self._open[-1].text = text

    def _member(self, text: str) -> None:
        self._open[-1].members.append(text)

    def _end(self) -> None:
        self._open.pop()
