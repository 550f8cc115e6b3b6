"""Chains of rules as one list of policies, in the order a packet meets them.

A jump is replaced by the chain it leads to, each of whose rules then asks for what the jump asks
and for its own. What follows a RETURN or a goto may match less than it says. These open no way
between networks and are no policies: rules that only let replies through (ESTABLISHED, RELATED;
FortiOS does that unasked), rules for the loopback interface, rules nothing reaches, and what the
machine itself may send by default.

On its way in a packet has reached the machine itself, whose addresses are not in the file: then no
destination is named unless the rule does. On its way out the source is the machine, unresolved.
"""

from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..._model import ReadError
from ..firewall.addresses import common
from ..firewall.row import policy_row
from ..firewall.services import names_of, ports_of
from ..fortigate.predefined import role_by_name
from ..ranges import Ranges
from .match import ANYWHERE, NOWHERE, REPLIES, TRANSLATED, Match

HERE = "本機"
_MAX_RULES = 50_000
_MAX_LOGS = 256
_MAX_DEPTH = 64
_ACTIONS = {"accept": "accept", "queue": "accept", "drop": "deny"}


@dataclass(frozen=True, slots=True)
class Rule:
    """`verdict`: accept, drop, queue (a program decides), jump, goto, return or log.

    `hits` are its packets by whatever way they came; None where they are not counted.
    """

    line: int
    number: int
    match: Match
    verdict: str
    target: str = ""
    hits: int | None = None


@dataclass(frozen=True, slots=True)
class Hook:
    """A chain packets enter: on their way `input`, `forward` or `output`.

    `default`: what is left at its end is let through. `alone`: no other chain decides after it.
    """

    chain: str
    way: str
    vdom: str
    line: int
    base: Match
    default: bool
    alone: bool = True


class Walk:
    """One table's chains; `published` are the addresses that destinations are translated to."""

    def __init__(
        self, chains: Mapping[str, Sequence[Rule]], published: Sequence[Ranges], gaps: list[str]
    ) -> None:
        self._chains, self._published, self._gaps = chains, published, gaps
        self._met = 0

    def rows(self, hook: Hook) -> Iterator[dict[str, Any]]:
        """Yield the policies of one hook; its default last, if it lets through and is reached.

        :raises ReadError: for chains that lead to each other, or too many rules
        """
        logs: deque[Match] = deque(maxlen=_MAX_LOGS)
        decided = yield from self._chain(hook, hook.chain, Match(), (), logs)
        if hook.default and hook.alone and hook.way != "output" and not decided:
            rule = Rule(hook.line, 0, Match(), "accept")
            yield self._row(hook, rule, hook.base, (f"{hook.chain} 預設",), logs)

    def _chain(
        self, hook: Hook, chain: str, inherited: Match, path: tuple[str, ...], logs: deque[Match]
    ) -> Generator[dict[str, Any], None, bool]:
        """Yield a chain's policies; return whether every packet in it is decided.

        What only lets translated connections through is the table nat's: a gap, and no row.
        """
        escaped = decided = False
        for rule in self._chains.get(chain, ()):
            self._count(rule, len(path))
            match = inherited.both(rule.match)
            here = (*path, f"{chain} {rule.number}")
            if rule.verdict in ("jump", "goto"):
                ended = yield from self._chain(hook, rule.target, match, here, logs)
                decided |= ended and rule.match.is_everything and not escaped
            elif rule.verdict in _ACTIONS:
                held = hook.base.both(match)
                if _ACTIONS[rule.verdict] == "accept" and TRANSLATED in held.unresolved:
                    self._gaps.append(
                        f"第 {rule.line} 行放行所有經 DNAT 轉換的連線，"
                        "其範圍由 nat 表決定，尚無法判讀"
                    )
                elif _opens(held):
                    yield self._row(hook, rule, held, here, logs)
                decided |= rule.match.is_everything and not escaped
            elif rule.verdict == "log":
                logs.append(hook.base.both(match))
            if rule.verdict in ("return", "goto"):
                escaped = True
                passed = frozenset((f"past {chain} {rule.number}",))
                inherited = replace(inherited, conditions=inherited.conditions | passed)
                if rule.match.is_everything:
                    break
        return decided

    def _count(self, rule: Rule, depth: int) -> None:
        self._met += 1
        if depth > _MAX_DEPTH:
            raise ReadError("鏈互相跳躍或層數過深，請修正後重新匯出", line=rule.line)
        if self._met > _MAX_RULES:
            raise ReadError(f"鏈展開後超過 {_MAX_RULES} 條規則，無法判讀", line=rule.line)

    def _row(
        self, hook: Hook, rule: Rule, match: Match, path: tuple[str, ...], logs: deque[Match]
    ) -> dict[str, Any]:
        action = _ACTIONS[rule.verdict]
        if action == "accept":
            self._gaps += [
                f"第 {rule.line} 行的規則引用{kind}「{name}」，其內容不在檔案中，請一併提供"
                for _, kind, name in dict.fromkeys(match.unresolved)
            ]
        return policy_row(
            policy=" → ".join(path),
            vdom=hook.vdom,
            line=rule.line,
            action=action,
            services=names_of(match.services),
            ports=ports_of(match.services),
            **self._ends(hook, match),
            source_kinds=tuple(kind for side, kind, _ in match.unresolved if side == "source"),
            schedule="time" if match.ends else "always",
            schedule_ends=match.ends,
            hits=rule.hits,
            real_destination=True,
            log="all" if any(log.logs(match) for log in logs) else "disable",
            comment=match.comment,
            narrowed=bool(match.conditions)
            or match.states is not None
            or rule.verdict == "queue"
            or (action == "accept" and not hook.alone),
        )

    def _ends(self, hook: Hook, match: Match) -> dict[str, Any]:
        lists = {side for side, _, _ in match.unresolved}
        unresolved = tuple(name for _, _, name in match.unresolved)
        source, destination = match.source, match.destination
        target = match.destination_names
        if hook.way == "output" and not match.source_names:
            lists.add("source")
            unresolved = (*unresolved, HERE)
        if hook.way != "input" and not target:
            target = ("any",)
        if "source" in lists and _is_anywhere(source):
            source = NOWHERE
        if "destination" in lists and _is_anywhere(destination):
            destination = NOWHERE
        incoming = (HERE,) if hook.way == "output" else match.incoming
        outgoing = (HERE,) if hook.way == "input" else match.outgoing
        return {
            "source_interfaces": incoming,
            "destination_interfaces": outgoing,
            "source_roles": tuple(map(_role, incoming)),
            "destination_roles": tuple(map(_role, outgoing)),
            "source_addresses": match.source_names or ("any",),
            "destination_addresses": target,
            "source_ranges": source[0],
            "source_ranges6": source[1],
            "destination_ranges": destination[0],
            "destination_ranges6": destination[1],
            "unresolved": unresolved,
            "vips": target if self._is_published(destination) else (),
        }

    def _is_published(self, destination: tuple[Ranges, Ranges]) -> bool:
        return any(destination) and all(
            common(held, to) == held for held, to in zip(destination, self._published, strict=True)
        )


def _is_anywhere(ends: tuple[Ranges, Ranges]) -> bool:
    return all(held in ((), everything) for held, everything in zip(ends, ANYWHERE, strict=True))


def _opens(match: Match) -> bool:
    replies = match.states is not None and match.states <= REPLIES
    return not (match.is_nothing or replies or ("lo",) in (match.incoming, match.outgoing))


def _role(name: str) -> str | None:
    """Return an interface's side; `!wan0` may be any but that one, which tells nothing."""
    if name.startswith("!"):
        return None if role_by_name(name[1:]) == "wan" else "any"
    return "any" if name == "any" else role_by_name(name)
