"""An entry of an access list: `permit tcp any object WEB eq https log`, and FTD's with `ifc`."""

from dataclasses import dataclass, field

from ..._model import ReadError
from ..firewall.addresses import ALL
from ..firewall.named import Addresses
from ..firewall.services import ANY_SERVICE, names_of
from ..ranges import Ranges
from .config import Words
from .objects import Book, protocols_in, spans_for
from .ports import ANY_SOURCE, OPERATORS, ports, protocols

_ACTIONS = {"permit": "accept", "trust": "accept", "deny": "deny"}
_USERS = ("user", "user-group", "object-group-user")
_TAGS = {"security-group": 2, "object-group-security": 1}
_TAIL = {"time-range": 1, "rule-id": 1, "event-log": 1, "interval": 1}
LEVELS = (
    *("emergencies", "alerts", "critical", "errors", "warnings", "notifications"),
    *("informational", "debugging"),
)
_LOG = ("disable", "default", *LEVELS, *map(str, range(len(LEVELS))))


@dataclass(slots=True)
class Side:
    """`interface` is FTD's `ifc`, "" where there is none."""

    held: Addresses = field(default_factory=Addresses)
    names: tuple[str, ...] = ()
    interface: str = ""


@dataclass(slots=True)
class Entry:
    """`log` is None, or the word after `log`; `unknown` are words that are not read."""

    action: str
    verb: str
    source: Side = field(default_factory=Side)
    target: Side = field(default_factory=Side)
    services: Ranges = ()
    service_names: Words = ()
    missing: Words = ()
    narrowed: bool = False
    users: list[str] = field(default_factory=list)
    inactive: bool = False
    log: str | None = None
    settings: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


def read_entry(book: Book, words: Words, line: int, *, both: bool, own: dict[str, str]) -> Entry:
    """Read the words after `extended` or `advanced`.

    `both`: `any` is IPv4 and IPv6; `own` holds the addresses of the device's interfaces.

    :raises ReadError: if it is cut, or an address, port or protocol cannot be read
    """
    return _Reading(book, words, line, both, own).entry()


class _Reading:
    def __init__(
        self, book: Book, words: Words, line: int, both: bool, own: dict[str, str]
    ) -> None:
        self._book, self._words, self._line = book, words, line
        self._both, self._own, self._at = both, own, 0

    def entry(self) -> Entry:
        verb = self._take()
        if verb not in _ACTIONS:
            raise self._error(verb)
        self._entry = entry = Entry(_ACTIONS[verb], verb)
        try:
            numbers = self._protocol()
            entry.source = self._side()
            if self._ports(numbers) not in ANY_SOURCE:
                entry.narrowed = True
            entry.target = self._side()
            opened = self._ports(numbers)
            if opened is not None:
                entry.services = spans_for(numbers, opened)
                entry.service_names = names_of(entry.services)
        except ValueError:
            raise self._error(" ".join(self._words[max(self._at - 2, 0) : self._at])) from None
        self._tail(bool({1, 58} & set(numbers)))
        return entry

    def _error(self, what: str) -> ReadError:
        return ReadError(f"看不懂存取規則的「{what[:60]}」，請重新匯出完整設定", line=self._line)

    def _peek(self) -> str:
        return self._words[self._at] if self._at < len(self._words) else ""

    def _take(self) -> str:
        if self._at >= len(self._words):
            raise ReadError("存取規則沒有寫完，請重新匯出完整設定", line=self._line)
        self._at += 1
        return self._words[self._at - 1]

    def _protocol(self) -> tuple[int, ...]:
        """Read the protocol, or an object that says ports as well; return its numbers."""
        entry, word = self._entry, self._take()
        if word not in ("object", "object-group"):
            numbers = protocols(word)
            entry.services, entry.service_names = spans_for(numbers, None), ()
            entry.service_names = names_of(entry.services)
            return numbers
        name = self._take()
        found = self._book.services(name)
        entry.services, entry.service_names = found.spans, (name,)
        entry.missing, entry.narrowed = found.missing, found.narrowed
        return protocols_in(found.spans) if found.spans != ANY_SERVICE else ()

    def _side(self) -> Side:
        side = Side()
        while (word := self._peek()) in (*_USERS, *_TAGS, "ifc"):
            self._at += 1
            if word in _USERS:
                self._entry.users.append(self._take())
            elif word in _TAGS:
                self._entry.narrowed = True
                for _ in range(_TAGS[word]):
                    self._take()
            else:
                side.interface = self._take()
        side.held, side.names = self._address()
        return side

    def _address(self) -> tuple[Addresses, Words]:
        word = self._take()
        if word in ("any", "any4", "any6"):
            four = ALL[4] if word != "any6" else ()
            six = ALL[6] if word == "any6" or (word == "any" and self._both) else ()
            return Addresses(four, six), (word,)
        if word == "host":
            name = self._take()
            return self._book.literal((name,), self._line), (name,)
        if word in ("object", "object-group", "object-group-network-service"):
            name = self._take()
            return self._book.addresses(name), (name,)
        if word == "interface":
            name = self._take()
            known = self._own.get(name)
            if known is None:
                return Addresses(unresolved=(("interface", name),)), (name,)
            return self._book.literal((known,), self._line), (name,)
        written = (word,) if "/" in word else (word, self._take())
        return self._book.literal(written, self._line), ("/".join(written),)

    def _ports(self, numbers: tuple[int, ...]) -> Ranges | None:
        """Read ports, where the next words are ports."""
        word = self._peek()
        following = self._words[self._at + 1 : self._at + 2]
        if word == "object-group" and following and self._book.kind(following[0]) == "ports":
            self._at += 2
            found = self._book.services(following[0])
            self._entry.missing += found.missing
            self._entry.narrowed |= found.narrowed
            spans = found.spans
        elif word in OPERATORS:
            self._at += 1
            spans, unsure = ports(word, tuple(self._take() for _ in range(OPERATORS[word])))
            self._entry.narrowed |= unsure
        else:
            return None
        if not numbers:
            raise ValueError("ports of ip")
        return spans

    def _tail(self, icmp: bool) -> None:
        entry = self._entry
        while word := self._peek():
            self._at += 1
            if word == "inactive":
                entry.inactive = True
            elif word == "log":
                entry.log = self._take() if self._peek() in _LOG else ""
            elif word in _TAIL:
                entry.settings[word] = self._take()
            else:
                entry.narrowed = True
                if word == "object-group" and self._book.kind(self._peek()) == "icmp-type":
                    self._at += 1
                elif not icmp:
                    entry.unknown.append(word)
