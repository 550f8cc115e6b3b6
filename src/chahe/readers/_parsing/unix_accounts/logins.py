"""When accounts were last used, as `lastlog` and `lslogins` print it in the C locale.

`lslogins` prints no year unless asked: it must be run with `-o USER,LAST-LOGIN --time-format iso`.
"""

import re
from datetime import date, datetime, timedelta, timezone

from ..._model import ReadError
from .sections import Line

_TAIPEI = timezone(timedelta(hours=8))
_MOMENT = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d)"
    r"(?: ([+-]\d{4}))? (\d{4})$"
)
_NEVER = re.compile(r"\*\* ?Never logged in ?\*\*$")


def lastlog(section: list[Line]) -> dict[str, date | None]:
    """Return the day of each account's last log-on, None for never.

    :raises ReadError: for a line that cannot be read
    """
    found: dict[str, date | None] = {}
    for line in section:
        account = line.text.split(maxsplit=1)[0]
        if account != "Username":
            found[account] = None if _NEVER.search(line.text) else _moment(line)
    return found


def lslogins(section: list[Line]) -> dict[str, date | None]:
    """Return the day of each account's last log-on, None for never.

    :raises ReadError: for other columns or another form of time
    """
    if not section or section[0].text.split() != ["USER", "LAST-LOGIN"]:
        raise ReadError(
            "lslogins 請以「-o USER,LAST-LOGIN --time-format iso」匯出",
            line=section[0].number if section else None,
        )
    found: dict[str, date | None] = {}
    for line in section[1:]:
        account, *moment = line.text.split()
        try:
            found[account] = _taipei(datetime.fromisoformat(moment[0])) if moment else None
        except (ValueError, OverflowError):
            raise _unreadable(line) from None
    return found


def _moment(line: Line) -> date:
    match = _MOMENT.search(line.text)
    if match is None:
        raise _unreadable(line)
    month, day, clock, zone, year = match.groups()
    try:
        moment = datetime.strptime(
            f"{year} {month} {day} {clock} {zone or '+0800'}", "%Y %b %d %H:%M:%S %z"
        )
        return _taipei(moment)
    except (ValueError, OverflowError):
        raise _unreadable(line) from None


def _taipei(moment: datetime) -> date:
    return moment.astimezone(_TAIPEI).date() if moment.tzinfo else moment.date()


def _unreadable(line: Line) -> ReadError:
    return ReadError("看不懂最後登入時間，請以 LC_ALL=C 重新匯出", line=line.number)
