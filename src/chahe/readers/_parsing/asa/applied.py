"""The access lists of a configuration, and where it applies them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..._model import ReadError
from .config import Block, Device, Words

_READ = ("extended", "advanced")


@dataclass(slots=True)
class Numbered:
    """An entry in its list: the number `show access-list` gives it, and the remarks above it."""

    number: int
    line: int
    words: Words
    remark: str


@dataclass(slots=True)
class Applied:
    """`inward` and `outward` map a list to its interfaces, `vpn` to those whose VPN it filters.

    `told` is FTD's, by rule-id.
    """

    lists: dict[str, list[Numbered]] = field(default_factory=dict)
    inward: dict[str, list[str]] = field(default_factory=dict)
    outward: dict[str, list[str]] = field(default_factory=dict)
    vpn: dict[str, list[str]] = field(default_factory=dict)
    everywhere: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)
    gaps: list[tuple[int, str]] = field(default_factory=list)


def applied_in(device: Device) -> Applied:
    """Sort a configuration's entries by list, and find where each list is applied."""
    found = Applied()
    kinds = _sort(device, found)
    for block in device.of("access-group"):
        _apply(block, found, kinds)
    _filter_vpn(device, found)
    used = {*found.inward, *found.outward, *found.everywhere, *_named(device)}
    found.unused = [name for name in found.lists if name not in used]
    return found


def _sort(device: Device, found: Applied) -> dict[str, str]:
    """Fill the lists; return the kind of those that are not read."""
    remarks: dict[str, list[str]] = {}
    numbers: dict[str, int] = {}
    kinds: dict[str, str] = {}
    for block in device.of("access-list"):
        words = block.words[1:]
        if len(words) < 2:
            raise ReadError("存取清單沒有寫完，請重新匯出完整設定", line=block.line)
        name, kind = words[:2]
        numbers[name] = numbers.get(name, 0) + 1
        if kind == "remark":
            _remark(words[2:], remarks.setdefault(name, []), found.told)
        elif kind in _READ:
            said = " ".join(remarks.pop(name, ()))
            entry = Numbered(numbers[name], block.line, words[2:], said)
            found.lists.setdefault(name, []).append(entry)
        else:
            kinds[name] = kind
    return kinds


def _remark(words: Words, held: list[str], told: dict[str, str]) -> None:
    if words[:1] == ("rule-id",) and len(words) > 2:
        number = words[1].rstrip(":")
        told[number] = " ".join((*told.get(number, "").split(), *words[2:]))
    else:
        held.append(" ".join(words))


def _apply(block: Block, found: Applied, kinds: dict[str, str]) -> None:
    match block.words[1:]:
        case (name, "global"):
            found.everywhere.append(name)
        case (name, "in" | "out" as way, "interface", interface, *rest) if (
            "control-plane" not in rest
        ):
            side = found.inward if way == "in" else found.outward
            side.setdefault(name, []).append(interface)
            if rest:
                found.gaps.append((block.line, f"另有「{' '.join(rest)}」，其效果尚無法判讀"))
        case words:
            found.gaps.append((block.line, f"套用的「{' '.join(words)[:80]}」尚無法判讀"))
            return
    if name in kinds:
        found.gaps.append((block.line, f"套用的「{name}」是 {kinds[name]} 類型，尚無法判讀"))
    elif name not in found.lists:
        found.gaps.append((block.line, f"套用的存取清單「{name}」在檔案中沒有定義"))


def _filter_vpn(device: Device, found: Applied) -> None:
    for block in (*device.of("group-policy"), *device.of("username")):
        for line, words in block.under:
            match words:
                case ("vpn-filter", "value", name) if name in found.lists:
                    found.vpn.setdefault(name, []).extend(block.words[1:2])
                case ("vpn-filter" | "filter", "value", *names):
                    gap = f"以存取清單「{' '.join(names)}」過濾 VPN 的連線，尚無法判讀"
                    found.gaps.append((line, gap))


def _named(device: Device) -> Iterator[str]:
    """Yield every word that may name an access list."""
    for first, blocks in device.blocks.items():
        for block in blocks if first != "access-list" else ():
            yield from block.words
            for _, words in block.under:
                yield from words


def radius_admits(device: Device) -> bool:
    """Say whether RADIUS lets VPN users or connections in, and so may name a list for them.

    Where it only knows the administrators, it names none.
    """
    groups = {block.words[1] for block in device.of("aaa-server") if "radius" in block.words[2:]}
    asked = [*device.of("tunnel-group"), *device.of("group-policy")]
    for verb in ("match", "include"):
        asked += device.of("aaa", "authentication", verb)
        asked += device.of("aaa", "authorization", verb)
    return any(
        groups.intersection(words)
        for block in asked
        for words in (block.words, *(words for _, words in block.under))
    )
