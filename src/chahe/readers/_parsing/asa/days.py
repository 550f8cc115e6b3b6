"""Days as an ASA writes them, whatever the language of the machine that reads them."""

from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def day_of(day: str, month: str, year: str) -> date:
    """Read `31`, `October`, `2026`; a month may be cut to three letters.

    :raises ValueError: if it is no day
    """
    try:
        return date(int(year), _MONTHS.index(month[:3].casefold()) + 1, int(day))
    except OverflowError as error:
        raise ValueError(year) from error
