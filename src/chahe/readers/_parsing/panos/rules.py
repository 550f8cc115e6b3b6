"""The security rules of a place as policies."""

from collections.abc import Iterable, Iterator
from typing import Any

from ..._model import ReadError
from ..firewall.addresses import ALL, TOPS
from ..firewall.named import Addresses, union
from ..firewall.row import policy_row
from ..firewall.services import ANY_SERVICE, ports_of
from ..ranges import complement
from .objects import Book, Services
from .places import Place
from .published import Published
from .schedules import hours, schedules
from .tree import Node
from .zones import Zones

_ACTIONS = ("allow", "deny", "drop", "reset-client", "reset-server", "reset-both")
_NARROWING = ("category", "hip-profiles", "source-hip", "destination-hip")
_NEEDED = ("from", "to", "source", "destination", "application", "service")
_BY_APPLICATION = "application-default"
_BETWEEN = "interzone-default"


class Rules:
    """One place's rules; what cannot be judged goes to `gaps`."""

    def __init__(self, place: Place, zones: Zones, gaps: list[str]) -> None:
        self._place, self._zones, self._gaps = place, zones, gaps
        self._book = Book(place.scopes)
        self._published = Published(
            (rule for held in place.rules("nat") for rule in held), self._book
        )
        self._ends = dict(schedules(place.scopes))
        self._hours = dict(hours(place.scopes))

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield policies in the order a packet meets them.

        :raises ReadError: naming the line, for a rule that is there twice, is not whole, or names
            an object that cannot be read
        """
        for rule in self._published.open:
            self._gap(rule, "NAT 的對外位址是任意，轉到內部的範圍尚無法判讀")
        for held in self._place.rules("security"):
            seen: set[str] = set()
            for rule in held:
                if rule.name in seen:
                    raise ReadError(f"規則「{rule.name[:40]}」出現兩次，請重新匯出", line=rule.line)
                seen.add(rule.name)
                yield self._row(rule)
        yield from self._default()

    def _gap(self, rule: Node, text: str) -> None:
        self._gaps.append(f"「{self._place.vdom}」規則「{rule.name}」（第 {rule.line} 行）{text}")

    def _row(self, rule: Node) -> dict[str, Any]:
        within = rule.one("rule-type").text == "intrazone"
        for tag in _NEEDED:
            if not rule.one(tag).members and not (within and tag == "to"):
                raise ReadError(
                    f"規則「{rule.name[:40]}」缺少內容，請重新匯出", line=rule.line, column=tag
                )
        came = tuple(rule.one("from").members)
        goes = came if within else tuple(rule.one("to").members)
        source = self._book.addresses(rule.one("source").members)
        target, vips = self._target(rule.one("destination").members)
        services = self._services(rule)
        users = [name for name in rule.one("source-user").members if name != "any"]
        schedule = rule.one("schedule").text or "always"
        row = policy_row(
            policy=rule.name,
            name=rule.name,
            vdom=self._place.vdom,
            line=rule.line,
            status="disable" if rule.yes("disabled") else "enable",
            action=_action(rule),
            source_interfaces=came,
            destination_interfaces=goes,
            source_roles=tuple(map(self._zones.role, came)),
            destination_roles=tuple(map(self._zones.role, goes)),
            services=_names_of_services(rule),
            ports=ports_of(services.spans),
            vips=vips,
            internet_services=services.vendor,
            schedule=schedule,
            schedule_ends=self._ends.get(schedule),
            hours=self._hours.get(schedule, ()),
            log="all" if rule.yes("log-start") or rule.yes("log-end", "yes") else "disable",
            inspected=_is_inspected(rule),
            comment=_comment(rule),
            users=tuple(name for name in users if name != "unknown"),
            narrowed="unknown" in users or _is_narrowed(rule, (source, target, services)),
            **_side("source", rule, source),
            **_side("destination", rule, target),
            unresolved=tuple(name for part in (source, target) for _, name in part.unresolved),
            source_kinds=tuple(kind for kind, _ in source.unresolved),
        )
        row["undecided"] = bool(source.missing or target.missing or services.missing) or any(
            part.narrowed and row[f"{side}_negate"]
            for side, part in (("source", source), ("destination", target))
        )
        if row["status"] == "enable" and row["action"] != "deny":
            self._note(rule, (*source.missing, *target.missing, *services.missing), row)
        return row

    def _target(self, names: list[str]) -> tuple[Addresses, tuple[str, ...]]:
        """Return where a rule's destinations lead, and those that NAT publishes."""
        led = {name: self._published.of(name) for name in names}
        parts = [led[name] or self._book.addresses((name,)) for name in names]
        return union(parts), tuple(name for name in names if led[name])

    def _services(self, rule: Node) -> Services:
        """Return the ports a rule opens: its services', or where they are any, its applications'.

        Any application on its default ports is any service.
        """
        named, applications = rule.one("service").members, rule.one("application").members
        if named not in (["any"], [_BY_APPLICATION]):
            return self._book.services(named)
        if "any" in applications:
            return Services(ANY_SERVICE, narrowed=named != ["any"])
        found = self._book.defaults(applications)
        if named == ["any"]:
            return Services(vendor=tuple(applications), narrowed=True)
        return Services(found.spans, found.missing, found.vendor, narrowed=True)

    def _note(self, rule: Node, missing: Iterable[str], row: dict[str, Any]) -> None:
        for name in dict.fromkeys(missing):
            self._gap(rule, f"引用的「{name}」在檔案中沒有定義，或其內容尚無法判讀")
        if row["schedule"] != "always" and row["schedule"] not in self._ends:
            self._gap(rule, f"引用的時程「{row['schedule']}」在檔案中沒有定義")
        if "external-list" in row["source_kinds"]:
            self._gap(rule, "的來源是外部清單（EDL），內容不在檔案中")

    def _default(self) -> Iterator[dict[str, Any]]:
        """Yield the rule at the end where somebody made it let all through between zones."""
        rule = self._place.default(_BETWEEN)
        if rule is None or rule.one("action").text != "allow":
            return
        yield policy_row(
            policy=rule.name,
            name=rule.name,
            vdom=self._place.vdom,
            line=rule.line,
            action="accept",
            **dict.fromkeys(("source_interfaces", "destination_interfaces"), ("any",)),
            **dict.fromkeys(("source_roles", "destination_roles"), ("any",)),
            **dict.fromkeys(("source_addresses", "destination_addresses"), ("any",)),
            services=("any",),
            **dict.fromkeys(("source_ranges", "destination_ranges"), ALL[4]),
            **dict.fromkeys(("source_ranges6", "destination_ranges6"), ALL[6]),
            ports=(("ip", 0, 255),),
            log="all" if rule.yes("log-start") or rule.yes("log-end") else "disable",
            inspected=_is_inspected(rule),
            comment=_comment(rule),
            narrowed=True,
        )


def _action(rule: Node) -> str:
    action = rule.one("action").text
    if action not in _ACTIONS:
        raise ReadError(
            f"看不懂規則「{rule.name[:40]}」的動作「{action[:40]}」，請重新匯出",
            line=rule.line, column="action",
        )  # fmt: skip
    return "accept" if action == "allow" else "deny"


def _side(side: str, rule: Node, held: Addresses) -> dict[str, Any]:
    negate = rule.yes(f"negate-{side}")
    return {
        f"{side}_addresses": tuple(rule.one(side).members),
        f"{side}_ranges": complement(held.ranges, TOPS[4]) if negate else held.ranges,
        f"{side}_ranges6": complement(held.ranges6, TOPS[6]) if negate else held.ranges6,
        f"{side}_negate": negate,
    }


def _names_of_services(rule: Node) -> tuple[str, ...]:
    applications = [name for name in rule.one("application").members if name != "any"]
    return (*rule.one("service").members, *applications)


def _is_narrowed(rule: Node, parts: Iterable[Addresses | Services]) -> bool:
    limits = (rule.one(tag).members for tag in _NARROWING)
    return (
        any(part.narrowed for part in parts)
        or "any" not in rule.one("application").members
        or any(members and "any" not in members for members in limits)
        or any(True for _ in rule.one("target").under("entry"))
        or rule.one("rule-type").text in ("intrazone", "interzone")
    )


def _is_inspected(rule: Node) -> bool:
    setting = rule.one("profile-setting")
    names = [name for each in setting.under("group") for name in each.members]
    names += [name for each in setting.one("profiles").nodes for name in each.members]
    return any(name != "none" for name in names)


def _comment(rule: Node) -> str:
    """Return the description; where there is none, the tags."""
    return rule.one("description").text.strip() or "、".join(
        (*rule.one("tag").members, *filter(None, (rule.one("group-tag").text,)))
    )
