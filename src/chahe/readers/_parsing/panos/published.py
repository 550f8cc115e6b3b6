"""Where destination NAT leads: a rule names the address before it, and the zone after it."""

from collections.abc import Iterable, Iterator

from ..firewall.addresses import common
from ..firewall.named import Addresses, union
from ..ranges import Ranges, merge
from .objects import Book
from .tree import Node


class Published:
    """The destination NAT that applies to one place; `open` says whether a rule's is any."""

    def __init__(self, rules: Iterable[Node], book: Book) -> None:
        self._book = book
        self._led: list[tuple[Addresses, Addresses]] = []
        self.open: list[Node] = []
        for rule in rules:
            for shown, led in () if rule.yes("disabled") else _turned(rule):
                if "any" in shown:
                    self.open.append(rule)
                else:
                    self._led.append((book.addresses(shown), book.addresses(led)))
        self._all: tuple[Ranges, Ranges] = (
            merge(pair for shown, _ in self._led for pair in shown.ranges),
            merge(pair for shown, _ in self._led for pair in shown.ranges6),
        )
        self._known: dict[str, Addresses | None] = {}

    def of(self, name: str) -> Addresses | None:
        """Return where a destination leads if NAT publishes it, else None."""
        if name not in self._known:
            self._known[name] = None if name == "any" else self._led_to(name)
        return self._known[name]

    def _led_to(self, name: str) -> Addresses | None:
        held = self._book.addresses((name,))
        if not _share(held, Addresses(*self._all)):
            return None
        led = [inner for shown, inner in self._led if _share(held, shown)]
        whole = common(held.ranges, self._all[0]), common(held.ranges6, self._all[1])
        rest = [] if whole == (held.ranges, held.ranges6) else [held]
        return union((*rest, *led))


def _share(one: Addresses, other: Addresses) -> bool:
    return bool(common(one.ranges, other.ranges) or common(one.ranges6, other.ranges6))


def _turned(rule: Node) -> Iterator[tuple[list[str], list[str]]]:
    """Yield what a NAT rule shows to those who connect, and where it leads them."""
    for tag in ("destination-translation", "dynamic-destination-translation"):
        for turned in rule.all(tag):
            to = turned.one("translated-address").text
            yield rule.one("destination").members, [to] if to else []
    for fixed in rule.all("source-translation", "static-ip"):
        if fixed.yes("bi-directional"):
            yield [fixed.one("translated-address").text], rule.one("source").members
