"""Whether a connection that an entry lets through leaves a record.

It does where syslog is on and reaches a server or the buffer at the message's level: the message of
the entry itself (`log`, 106100, level 6 unless it says another), or those of every connection built
(302013 and 302015, level 6 unless changed).
"""

from .config import Device
from .entries import LEVELS

_BUILT = ("302013", "302015")
_OWN = "106100"
_INFORMATIONAL = 6
_OFF = 99


class Recording:
    def __init__(self, device: Device) -> None:
        self._levels = dict.fromkeys((*_BUILT, _OWN), _INFORMATIONAL)
        self.lists: list[str] = []
        self._kept = -1
        on = device.has("logging", "enable")
        sent = any(True for _ in device.of("logging", "host"))
        for each in device.of("logging"):
            match each.words[1:]:
                case ("trap", level) if on and sent:
                    self._keep(level)
                case ("buffered", level) if on:
                    self._keep(level)
                case ("message", number, "level", level) if number in self._levels:
                    self._levels[number] = level_of(level, _INFORMATIONAL)
        for each in device.of("no", "logging", "message"):
            if each.words[3:4] and each.words[3] in self._levels:
                self._levels[each.words[3]] = _OFF

    def _keep(self, level: str) -> None:
        number = level_of(level, -1)
        if number < 0:
            self.lists.append(level)
        self._kept = max(self._kept, number)

    def of(self, log: str | None) -> str:
        """Return "all" or "disable" for an entry; `log` is the word after `log`, None for none."""
        built = max(self._levels[number] for number in _BUILT) <= self._kept
        own = self._levels[_OWN] if log in ("", "default") else level_of(log or "", _OFF)
        if self._levels[_OWN] == _OFF:
            own = _OFF
        return "all" if built or own <= self._kept else "disable"


def level_of(word: str, other: int) -> int:
    """Return the number of a level's name or number.

    >>> level_of("warnings", -1), level_of("7", -1), level_of("MY-LIST", -1)
    (4, 7, -1)
    """
    if word in LEVELS:
        return LEVELS.index(word)
    return int(word) if len(word) == 1 and word in "01234567" else other
