"""The entries of applied access lists as policies."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..firewall.addresses import ALL
from ..firewall.row import policy_row
from ..firewall.services import ports_of
from .applied import Numbered, applied_in, radius_admits
from .config import Device
from .entries import Entry, read_entry
from .interfaces import Interface, Sides
from .objects import Book
from .published import Published
from .recording import Recording
from .schedules import hours, schedules


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a list is applied; `way` is in, out, global, vpn or unused."""

    vdom: str
    interfaces: tuple[str, ...]
    way: str


class Lists:
    """One configuration's access lists; what cannot be judged goes to `gaps`."""

    def __init__(self, device: Device, vdom: str, gaps: list[str]) -> None:
        self._device, self._vdom, self._gaps = device, vdom, gaps
        self._applied = applied_in(device)
        self._book = Book(device)
        self._sides = Sides(device, self._book)
        self._recording = Recording(device)
        self._published = Published(device, self._book)
        self._both = device.version >= (9, 0) or device.product == "NGFW"
        self._ends = dict(schedules(device))
        self._hours = dict(hours(device))
        self._inspected: dict[int, None] = {}

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield policies: on the way in, everywhere, without a list, out, of VPNs, unused.

        :raises ReadError: naming the line, for an entry that cannot be read
        """
        applied = self._applied
        for name, interfaces in applied.inward.items():
            yield from self._list(name, _Place(self._vdom, tuple(interfaces), "in"))
        for name in applied.everywhere:
            yield from self._list(name, _Place(self._vdom, ("any",), "global"))
        if not applied.everywhere:
            yield from self._implicit()
        for name, interfaces in applied.outward.items():
            yield from self._list(name, _Place(f"{self._vdom}（out）", tuple(interfaces), "out"))
        for name, groups in applied.vpn.items():
            place = _Place(f"{self._vdom}（VPN）", tuple(dict.fromkeys(groups)), "vpn")
            yield from self._list(name, place)
        yield from self._unused()
        for line, text in applied.gaps:
            self._gap(line, text)
        if self._inspected:
            self._gap(
                next(iter(self._inspected)),
                f"起有 {len(self._inspected)} 條規則由 FTD 的檢測引擎（Snort）決定，"
                "放行與否不在檔案中",
            )
        self._gaps += [
            f"「{self._vdom}」的紀錄由 logging list「{name}」決定，尚無法判讀"
            for name in self._recording.lists
        ]

    def _gap(self, line: int, text: str) -> None:
        self._gaps.append(f"「{self._vdom}」第 {line} 行{text}")

    def _list(self, name: str, place: _Place) -> Iterator[dict[str, Any]]:
        own = self._sides.addresses()
        for each in self._applied.lists.get(name, ()):
            entry = read_entry(self._book, each.words, each.line, both=self._both, own=own)
            told = self._applied.told.get(entry.settings.get("rule-id", ""), "")
            if entry.verb == "permit" and self._is_for_snort(entry, told, each.line):
                continue
            suffix = "（global）" if place.way == "global" else ""
            row = self._row(f"{name} {each.number}{suffix}", each, entry, place)
            row["hits"], row["last_hit"] = self._device.counters.of(name, each.number, each.words)
            if told:
                row["name"] = row["comment"] = told
            if row["status"] == "enable" and row["action"] != "deny":
                self._note(entry, each.line)
            yield row

    def _is_for_snort(self, entry: Entry, told: str, line: int) -> bool:
        """Say whether FTD's inspection decides, and not this entry; note it unless a rule will."""
        if "rule-id" not in entry.settings or " L4 RULE:" in f" {told}":
            return False
        if not told.startswith("PREFILTER POLICY:"):
            self._inspected[line] = None
        return True

    def _row(self, policy: str, each: Numbered, entry: Entry, place: _Place) -> dict[str, Any]:
        source, target = entry.source, entry.target
        came, goes = self._ends_of(entry, place)
        schedule = entry.settings.get("time-range", "always")
        return policy_row(
            policy=policy,
            vdom=place.vdom,
            line=each.line,
            status="disable" if entry.inactive or place.way == "unused" else "enable",
            action=entry.action,
            source_interfaces=came,
            destination_interfaces=goes,
            source_roles=self._came_from(came, place),
            destination_roles=tuple(map(self._sides.role, goes))
            if goes != ("any",)
            else self._sides.roles_to(target.held),
            source_addresses=source.names,
            destination_addresses=target.names,
            services=entry.service_names,
            source_ranges=source.held.ranges,
            destination_ranges=target.held.ranges,
            source_ranges6=source.held.ranges6,
            destination_ranges6=target.held.ranges6,
            ports=ports_of(entry.services),
            unresolved=tuple(name for side in (source, target) for _, name in side.held.unresolved),
            source_kinds=tuple(kind for kind, _ in source.held.unresolved),
            vips=target.names if self._published.holds(target.held) else (),
            real_destination=True,
            schedule=schedule,
            schedule_ends=self._ends.get(schedule),
            hours=self._hours.get(schedule, ()),
            log="all" if "event-log" in entry.settings else self._recording.of(entry.log),
            comment=each.remark,
            users=tuple(entry.users),
            narrowed=entry.narrowed or source.held.narrowed or target.held.narrowed,
            undecided=bool(self._missing(entry)),
        )

    def _ends_of(self, entry: Entry, place: _Place) -> tuple[tuple[str, ...], tuple[str, ...]]:
        came = place.interfaces if place.way != "out" else ("any",)
        goes = place.interfaces if place.way == "out" else ("any",)
        said, to = entry.source.interface, entry.target.interface
        return (said,) if said else came, (to,) if to else goes

    def _came_from(self, came: tuple[str, ...], place: _Place) -> tuple[str | None, ...]:
        """Return the roles of the source: on the way out, a list of the way in has let it in."""
        if place.way == "vpn":
            return ("tunnel",)
        return ("private",) if place.way == "out" else tuple(map(self._sides.role, came))

    def _missing(self, entry: Entry) -> tuple[str, ...]:
        return (*entry.source.held.missing, *entry.target.held.missing, *entry.missing)

    def _note(self, entry: Entry, line: int) -> None:
        for name in dict.fromkeys(self._missing(entry)):
            self._gap(line, f"引用的「{name}」在檔案中沒有定義，或其內容尚無法判讀")
        schedule = entry.settings.get("time-range")
        if schedule and schedule not in self._ends:
            self._gap(line, f"引用的時程「{schedule}」在檔案中沒有定義")
        if entry.unknown:
            self._gap(line, f"的「{' '.join(entry.unknown)[:60]}」尚無法判讀")

    def _implicit(self) -> Iterator[dict[str, Any]]:
        """Yield what an interface without a list may reach: those of a lower level."""
        bound, filtered = (
            {name for names in lists.values() for name in names}
            for lists in (self._applied.inward, self._applied.outward)
        )
        equal = self._device.has("same-security-traffic", "permit", "inter-interface")
        transit = [each for each in self._sides.interfaces.values() if each.transit]
        for each in transit:
            reached = tuple(
                other.name
                for other in transit
                if other.name not in (each.name, *filtered)
                and (other.level < each.level or (equal and other.level == each.level))
            )
            if each.name not in bound and reached:
                yield self._by_level(each, reached)

    def _by_level(self, each: Interface, reached: tuple[str, ...]) -> dict[str, Any]:
        return policy_row(
            policy=f"implicit {each.name}",
            name="未套用存取清單，依安全等級放行",
            vdom=self._vdom,
            line=each.line,
            action="accept",
            source_interfaces=(each.name,),
            destination_interfaces=reached,
            source_roles=(self._sides.role(each.name),),
            destination_roles=tuple(map(self._sides.role, reached)),
            **dict.fromkeys(("source_addresses", "destination_addresses", "services"), ("any",)),
            **dict.fromkeys(("source_ranges", "destination_ranges"), ALL[4]),
            **dict.fromkeys(("source_ranges6", "destination_ranges6"), ALL[6]),
            ports=(("ip", 0, 255),),
            log=self._recording.of(None),
        )

    def _unused(self) -> Iterator[dict[str, Any]]:
        """Yield the lists that nothing in the configuration names, as switched off."""
        unused = self._applied.unused
        if unused and radius_admits(self._device):
            self._gaps.append(
                f"「{self._vdom}」的存取清單「{'、'.join(unused)[:200]}」未套用於介面，"
                "是否由 RADIUS 指定使用不在檔案中"
            )
            return
        for name in unused:
            yield from self._list(name, _Place(self._vdom, (), "unused"))
