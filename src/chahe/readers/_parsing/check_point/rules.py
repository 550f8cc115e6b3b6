"""A Check Point access rule as a policy."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from typing import Any

from ..._model import ReadError
from ..firewall.addresses import ALL, TOPS, block, common
from ..firewall.json_text import Json
from ..firewall.row import policy_row
from ..firewall.services import ANY_SERVICE, ports_of
from ..ranges import Ranges, complement, merge
from .addresses import Addresses, addresses_of
from .inline import both_of, is_all
from .objects import Objects, is_any, name_of, type_of
from .pages import Layers, RuleBase, applied
from .services import services_of

_ACTIONS = {"Accept": "accept", "Drop": "deny", "Reject": "deny"}
_ASKS = ("Ask", "Inform", "User Auth", "Client Auth", "UserCheck")
_INLINE = ("Apply Layer", "Inner Layer")
_ZONES = {"ExternalZone": "wan", "InternalZone": "lan", "DMZZone": "dmz"}
_NEEDED = ("source", "destination", "service", "action", "enabled")
_MAX_DEPTH, _MAX_ROWS = 16, 50_000
_MANY = 2**25  # more than all private addresses
_TAIPEI = timezone(timedelta(hours=8))
_EARLIEST = date(1912, 1, 1)
_PRIVATE: Ranges = merge(
    (held.low, held.high)
    for held in map(block, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"))
)


def rows_of(base: RuleBase, layers: Layers, gaps: list[str]) -> Iterator[dict[str, Any]]:
    """Yield a layer's policies.

    :raises ReadError: naming line and field, for what `_Rule` cannot read, layers that apply each
        other, or too many rules once they stand in each other's place
    """
    for number, (read, row) in enumerate(_read(base, layers, None, gaps, 0)):
        if number >= _MAX_ROWS:
            raise ReadError(f"內嵌的規則層展開後超過 {_MAX_ROWS} 條，無法判讀", line=row["line"])
        if row["status"] == "enable" and row["action"] != "deny":
            gaps += read.gaps(row)
        yield row


def _read(
    base: RuleBase, layers: Layers, above: dict[str, Any] | None, gaps: list[str], depth: int
) -> Iterator[tuple["_Rule", dict[str, Any]]]:
    for rule, line in base.rules:
        try:
            read = _Rule(base, rule, line)
            whole = read.row()
        except ReadError as error:
            raise ReadError(error.message, line=line, column=error.column) from None
        row = both_of(above, whole) if above else whole
        if row is None:
            continue
        if not (read.applies_a_layer and rule["enabled"]):
            yield read, row
            continue
        layer = next((layers.known[each] for each in applied(rule) if each in layers.known), None)
        if layer is None:
            gaps.append(f"{read.where}套用的規則層不在檔案中，請把它一併匯出到同一個檔案")
        elif depth >= _MAX_DEPTH:
            raise ReadError("內嵌的規則層互相套用或層數過深，請修正後重新匯出", line=line)
        else:
            yield from _read(layer, layers, row, gaps, depth + 1)
            if not _ends_for_all(layer):
                gaps.append(
                    f"{read.where}套用的規則層「{layer.name}」最後沒有不限來源、目的與服務的規則，"
                    "其餘的流量如何處理不在檔案中"
                )


def _ends_for_all(layer: RuleBase) -> bool:
    """Say whether the last rule of a layer that is in force takes whatever is left."""
    held = [_Rule(layer, rule, line) for rule, line in layer.rules if rule["enabled"] is True]
    row = held[-1].row() if held else None
    return row is not None and not row["narrowed"] and is_all(row)


class _Rule:
    def __init__(self, base: RuleBase, rule: Json, line: int) -> None:
        for name in _NEEDED:
            if name not in rule:
                raise ReadError("缺少這個欄位，請以 details-level full 重新匯出", column=name)
        self._base, self._rule, self._line = base, rule, line
        objects = base.objects
        self.number = str(rule.get("rule-number") or rule.get("uid"))
        self.where = f"規則層「{base.name}」政策 {self.number}（第 {line} 行）"
        (action,) = objects.of(rule["action"], "action")[:1] or ({},)
        self.action = name_of(action)
        self.applies_a_layer = self.action in _INLINE or bool(applied(rule))
        self._source = _Side(objects, rule, "source")
        self._target = _Side(objects, rule, "destination")
        self._services = services_of(objects, rule["service"], "service")

    def row(self) -> dict[str, Any]:
        rule, source, target, services = self._rule, self._source, self._target, self._services
        if not isinstance(rule["enabled"], bool):
            raise ReadError("這個欄位應為 true 或 false，請重新匯出", column="enabled")
        negate = rule.get("service-negate") is True
        opened = services.services
        in_vpn = not self._anything("vpn")
        times = self._named("time")
        return policy_row(
            policy=self.number,
            name=str(rule.get("name") or ""),
            vdom=self._base.name,
            line=self._line,
            status="enable" if rule["enabled"] else "disable",
            action=_ACTIONS.get(self.action, "accept"),
            **source.columns("source"),
            **target.columns("destination"),
            **({"source_roles": ("tunnel",)} if in_vpn else {"source_roles": source.roles}),
            destination_roles=target.roles,
            services=tuple(name_of(each) for each in self._listed("service")),
            ports=ports_of(complement(opened, ANY_SERVICE[0][1]) if negate else opened),
            service_negate=negate,
            unresolved=tuple(name for side in (source, target) for _, name in side.unresolved),
            source_kinds=tuple(kind for kind, _ in source.unresolved),
            vips=target.held.vips,
            internet_services=services.applications,
            schedule="、".join(map(name_of, times)) or "always",
            schedule_ends=_last_day(times),
            log=self._log(),
            comment=self._comment(),
            users=source.users,
            hits=self._hits(),
            last_hit=self._last_hit(),
            narrowed=self._narrowed(in_vpn, bool(times)),
            undecided=source.undecided
            or target.undecided
            or bool(services.missing)
            or (negate and services.narrowed),
        )

    def gaps(self, row: dict[str, Any]) -> Iterator[str]:
        missing = (*self._source.held.missing, *self._target.held.missing, *self._services.missing)
        for name in dict.fromkeys(missing):
            yield f"{self.where}引用的「{name}」在檔案中沒有內容，或其類型尚無法判讀"
        if self.action not in _ACTIONS and self.action not in _ASKS:
            yield f"{self.where}的動作「{self.action[:40]}」尚無法判讀"
        if _is_public_to_all(row):
            yield f"{self.where}開放的目的是公開位址，NAT 是否轉到內部不在檔案中"

    def _narrowed(self, in_vpn: bool, timed: bool) -> bool:
        parts = (self._source.held.narrowed, self._target.held.narrowed, self._services.narrowed)
        targets = [name_of(each) for each in self._named("install-on")]
        return (
            any(parts)
            or in_vpn
            or timed
            or not (self.action in _ACTIONS or self.applies_a_layer)
            or not self._anything("content")
            or any(name != "Policy Targets" for name in targets)
        )

    def _listed(self, field: str) -> list[Json]:
        return self._base.objects.of(self._rule.get(field, []), field)

    def _named(self, field: str) -> list[Json]:
        """Return what a field names, but for Any."""
        return [each for each in self._listed(field) if not is_any(each)]

    def _anything(self, field: str) -> bool:
        value = self._rule.get(field)
        listed = value if isinstance(value, list) else [value]
        if any(isinstance(each, dict) and "name" not in each for each in listed):
            return False  # a direction between VPN communities
        return not self._named(field)

    def _log(self) -> str:
        track = self._rule.get("track")
        kind = track.get("type") if isinstance(track, dict) and "type" in track else track
        if isinstance(track, dict) and isinstance(kind, str) and "name" in track:
            kind = track
        names = [name_of(each) for each in self._base.objects.of(kind or [], "track")]
        return "disable" if not names or names == ["None"] else "all"

    def _hits(self) -> int | None:
        """Return the counter, which is there if the export asked for it (show-hits true)."""
        held = self._rule.get("hits")
        value = held.get("value") if isinstance(held, dict) else None
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def _last_hit(self) -> date | None:
        held = self._rule.get("hits")
        last = held.get("last-date") if isinstance(held, dict) else None
        return _day(last, "最後命中", "hits") if isinstance(last, dict) else None

    def _comment(self) -> str:
        fields = self._rule.get("custom-fields")
        said = [self._rule.get("comments"), *(fields.values() if isinstance(fields, dict) else ())]
        return "、".join(text.strip() for text in said if isinstance(text, str) and text.strip())


class _Side:
    """One side of a rule: security zones alone are interfaces, access roles alone are users."""

    def __init__(self, objects: Objects, rule: Json, side: str) -> None:
        found = objects.of(rule[side], side)
        kinds = {type_of(each) for each in found}
        self._names = tuple(map(name_of, found))
        self._negate = rule.get(f"{side}-negate") is True
        self.interfaces: tuple[str, ...] = ("any",)
        self.roles: tuple[str | None, ...] = ("any",)
        self.users: tuple[str, ...] = ()
        if kinds == {"security-zone"} and not self._negate:
            self.held = Addresses(ALL[4], ALL[6])
            self.interfaces, self.roles = self._names, tuple(map(_ZONES.get, self._names))
        elif kinds == {"access-role"} and side == "source" and not self._negate:
            self.held, self.users = Addresses(ALL[4], ALL[6]), self._names
        else:
            self.held = addresses_of(objects, rule[side], side)
        self.unresolved = self.held.unresolved
        self.undecided = (
            bool(self.held.missing) or self.held.widened or (self._negate and self.held.narrowed)
        )

    def columns(self, side: str) -> dict[str, Any]:
        four, six = self.held.ranges, self.held.ranges6
        return {
            f"{side}_interfaces": self.interfaces,
            f"{side}_addresses": self._names,
            f"{side}_ranges": complement(four, TOPS[4]) if self._negate else four,
            f"{side}_ranges6": complement(six, TOPS[6]) if self._negate else six,
            f"{side}_negate": self._negate,
        }


def _is_public_to_all(row: dict[str, Any]) -> bool:
    source, target = row["source_ranges"], row["destination_ranges"]
    wide = sum(high - low + 1 for low, high in source) > _MANY
    return (
        (wide or "internet-service" in row["source_kinds"])
        and bool(target)
        and target != ALL[4]
        and not common(target, _PRIVATE)
        and row["source_roles"] != ("tunnel",)
    )


def _last_day(times: list[Json]) -> date | None:
    """Return the last day any of the time objects lets a rule match; None where one has no end."""
    ends = [_end(each) for each in times]
    known = [day for day in ends if day]
    return max(known) if known and len(known) == len(ends) else None


def _end(found: Json) -> date | None:
    end = found.get("end")
    if found.get("end-never") is not False or not isinstance(end, dict):
        return None
    return _day(end, f"「{name_of(found)[:40]}」的結束", "time")


def _day(moment: Json, what: str, field: str) -> date:
    try:
        read = datetime.fromisoformat(str(moment.get("iso-8601")))
        return max((read.astimezone(_TAIPEI) if read.tzinfo else read).date(), _EARLIEST)
    except (ValueError, OverflowError):
        raise ReadError(f"看不懂{what}日期，請重新匯出", column=field) from None
