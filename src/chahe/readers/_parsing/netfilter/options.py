"""The options of an iptables rule as a match, and where the rule leads.

An option that is not known here can only let a rule match less, so it is a condition. A protocol's
ports are destination ports; source ports, types of ICMP and flags of TCP are conditions.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ..._model import ReadError
from ..firewall.addresses import block
from ..firewall.services import PORTED, port_span, spans_of, whole
from ..ranges import complement, merge
from .dump import Line
from .match import ANYWHERE, STATES, TRANSLATED, Match, addresses, listed
from .protocols import number_of

_PORTS = tuple(PORTED.values())
_HALF_READ = (33, 136)  # DCCP and UDP-Lite have ports, which no policy can hold
_SHORT = {
    **{"--source": "-s", "--src": "-s", "--destination": "-d", "--dst": "-d"},
    **{"--in-interface": "-i", "--out-interface": "-o", "--protocol": "-p"},
    **{"--destination-port": "--dport", "--source-port": "--sport", "--state": "--ctstate"},
    **{"--destination-ports": "--dports", "--source-ports": "--sports"},
    **{"--jump": "-j", "--goto": "-g", "--match": "-m"},
}
_PLAIN = ("ACCEPT", "DROP", "RETURN")  # targets without options: what follows is a match's
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T[\d:]+)?")


@dataclass(slots=True)
class Options:
    """A rule read: `target` is "" where it has none; `settings` are the target's own options."""

    match: Match
    target: str
    goto: bool
    settings: dict[str, str]


def options_of(rule: Line, version: int) -> Options:
    """Read a rule's options.

    :raises ReadError: for a value that cannot be read
    """
    reading = _Reading(rule)
    while reading.at < len(rule.words):
        reading.step()
    other = 1 if version == 4 else 0
    for side in (reading.match.source, reading.match.destination):
        if side != ANYWHERE and side[other]:
            raise ReadError(f"這一行的位址不是 IPv{version}，請重新匯出", line=rule.line)
    return Options(reading.match, reading.target, reading.goto, reading.settings)


class _Reading:
    def __init__(self, rule: Line) -> None:
        self._rule, self.at = rule, 0
        self.match, self.target, self.goto = Match(), "", False
        self.settings: dict[str, str] = {}
        self._negate = self._of_target = False

    def step(self) -> None:
        word = self._rule.words[self.at]
        word = _SHORT.get(word, word)
        self.at += 1
        if word == "!":
            self._negate = True
            return
        if word in ("-j", "-g"):
            self.target, self.goto = self._value(word), word == "-g"
            self._of_target = self.target not in _PLAIN
        elif word == "-m":
            self._value(word)
            self._of_target = False
        elif word in _READ:
            self._read(word)
        else:
            self._other(word)
        self._negate = False

    def _read(self, word: str) -> None:
        value = self._value(word)
        if value == "!":
            self._negate, value = True, self._value(word)
        try:
            self.match = self.match.both(_READ[word](value, self._negate, self._rule.line))
        except ValueError:
            raise ReadError(
                f"看不懂「{word} {value[:40]}」，請重新匯出", line=self._rule.line
            ) from None
        if word == "--match-set":
            self._set(value)

    def _set(self, name: str) -> None:
        """Read which side a set is of; negated, it is everything but what is in it."""
        side = {"src": "source", "dst": "destination"}.get(self._value(name).partition(",")[0], "")
        if side and not self._negate:
            self.match = self.match.both(listed(side, "ipset", name))

    def _other(self, word: str) -> None:
        start = self.at
        while self.at < len(self._rule.words) and self._rule.words[self.at][:1] not in ("-", "!"):
            self.at += 1
        value = " ".join(self._rule.words[start : self.at])
        if not word.startswith("-"):
            raise ReadError(f"看不懂「{word[:40]}」，請重新匯出", line=self._rule.line)
        if self._of_target:
            self.settings[word] = value
        else:
            found = _condition(f"{word} {value}", self._negate, self._rule.line)
            self.match = self.match.both(found)

    def _value(self, word: str) -> str:
        if self.at >= len(self._rule.words):
            raise ReadError(f"「{word[:40]}」後面沒有值，請重新匯出", line=self._rule.line)
        self.at += 1
        return self._rule.words[self.at - 1]


def _condition(text: str, negate: bool, line: int) -> Match:
    return Match(conditions=frozenset((f"{'!' if negate else ''}{text} @{line}",)))


def _address(side: str) -> Callable[[str, bool, int], Match]:
    def read(value: str, negate: bool, line: int) -> Match:
        blocks = [block(each) for each in value.split(",")]
        return addresses(side, blocks, negate=negate, name=value)

    return read


def _incoming(value: str, negate: bool, line: int) -> Match:
    return Match(incoming=_interface(value, negate))


def _outgoing(value: str, negate: bool, line: int) -> Match:
    return Match(outgoing=_interface(value, negate))


def _interface(value: str, negate: bool) -> tuple[str, ...]:
    if value == "+":
        return () if negate else ("any",)
    return (f"!{value}" if negate else value,)


def _protocol(value: str, negate: bool, line: int) -> Match:
    if value.casefold() in ("all", "0"):
        return Match()
    number = number_of(value)
    if negate:
        return Match(services=complement((whole(number),), whole(255)[1]))
    conditions = frozenset((f"ports @{line}",) if number in _HALF_READ else ())
    return Match(services=(whole(number),), conditions=conditions)


def _ports(value: str, negate: bool, line: int) -> Match:
    ports = merge(port_span(each, ":") for each in value.split(","))
    held = complement(ports, 65535) if negate else ports
    others = tuple(whole(number) for number in _HALF_READ)
    return Match(services=merge((*spans_of(_PORTS, held), *others)))


def _either_port(value: str, negate: bool, line: int) -> Match:
    """Match source or destination ports: that may be any destination port."""
    return _condition(f"--ports {value}", negate, line)


def _states(value: str, negate: bool, line: int) -> Match:
    named = frozenset(value.upper().split(","))
    if named == {"DNAT"} and not negate:
        return listed(*TRANSLATED)
    if not named <= STATES:
        return _condition(f"--ctstate {value}", negate, line)
    return Match(states=STATES - named if negate else named)


def _comment(value: str, negate: bool, line: int) -> Match:
    return Match(comment=value)


def _last_day(value: str, negate: bool, line: int) -> Match:
    found = _DAY.fullmatch(value)
    if not found:
        raise ValueError(value)
    return Match(
        ends=max(date(int(found[1]), int(found[2]), int(found[3])), date(1912, 1, 1)),
        conditions=frozenset((f"--datestop @{line}",)),
    )


def _listed(value: str, negate: bool, line: int) -> Match:
    return _condition(f"--match-set {value}", negate, line)


_READ: dict[str, Callable[[str, bool, int], Match]] = {
    "-s": _address("source"),
    "-d": _address("destination"),
    "--src-range": _address("source"),
    "--dst-range": _address("destination"),
    "-i": _incoming,
    "-o": _outgoing,
    "-p": _protocol,
    "--dport": _ports,
    "--dports": _ports,
    "--ports": _either_port,
    "--ctstate": _states,
    "--comment": _comment,
    "--datestop": _last_day,
    "--match-set": _listed,
}
