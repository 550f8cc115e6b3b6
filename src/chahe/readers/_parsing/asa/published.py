"""The addresses that static NAT leads connections to: the inside of what is published."""

from collections.abc import Iterator

from ..firewall.named import Addresses, union
from ..ranges import Ranges, merge, subtract
from .config import Device, Words
from .objects import Book

_TOPS = {4: 2**32 - 1, 6: 2**128 - 1}


class Published:
    def __init__(self, device: Device, book: Book) -> None:
        held = union(_published(device, book))
        self._held = {4: held.ranges, 6: held.ranges6}

    def holds(self, wanted: Addresses) -> bool:
        """Say whether all of some addresses are published."""
        parts: dict[int, Ranges] = {4: wanted.ranges, 6: wanted.ranges6}
        return any(parts.values()) and not any(
            subtract(merge(part), self._held[version], _TOPS[version])
            for version, part in parts.items()
        )


def _published(device: Device, book: Book) -> Iterator[Addresses]:
    for each in device.of("object", "network"):
        name = each.words[2]
        for _, words in each.under:
            if words[0] == "nat" and "static" in words and _after(words, "static", 1) != name:
                yield book.addresses(name)
    for each in device.of("nat"):
        real, mapped = _after(each.words, "source", 2), _after(each.words, "source", 3)
        if _after(each.words, "source", 1) == "static" and real not in (mapped, "any"):
            yield book.addresses(real)
        shown, led = _after(each.words, "destination", 2), _after(each.words, "destination", 3)
        if led and shown != led:
            yield book.addresses(led)


def _after(words: Words, word: str, places: int) -> str:
    at = words.index(word) + places if word in words else len(words)
    return words[at] if at < len(words) else ""
