"""Numbers as lists write them: in digits, letters, Roman and Chinese numerals, or circles."""

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_LEGAL_DIGITS = "零壹貳參肆伍陸柒捌玖"
_PLACES = ("", "十", "百", "千")
_LEGAL_PLACES = ("", "拾", "佰", "仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST_ROMAN, _MOST_HAN, _MOST_LETTERS = 3999, 9999, 26 * 20
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_SPOKEN = str.maketrans("0123456789", "〇一二三四五六七八九")


def counted(value: int, system: str) -> str:
    """Write a number in a system of `SYSTEMS`; in digits where that has no such number."""
    return "" if system == "none" else SYSTEMS[system](value) or str(value)


def letters(value: int) -> str:
    """Return a … z, aa, bb …, as word processors count."""
    if not 0 < value <= _MOST_LETTERS:
        return ""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _roman(value: int) -> str:
    if not 0 < value <= _MOST_ROMAN:
        return ""
    text = ""
    for size, sign in _ROMAN:
        text += sign * (value // size)
        value %= size
    return text


def _han(value: int) -> str:
    text = _spelled(value, _DIGITS, _PLACES)
    return text.removeprefix("一") if text.startswith("一十") else text


def _legal(value: int) -> str:
    return _spelled(value, _LEGAL_DIGITS, _LEGAL_PLACES)


def _spelled(value: int, digits: str, places: tuple[str, ...]) -> str:
    if not 0 < value <= _MOST_HAN:
        return ""
    text = ""
    for place, digit in zip(range(len(str(value)) - 1, -1, -1), map(int, str(value)), strict=True):
        if digit:
            text += digits[digit] + places[place]
        elif not text.endswith(digits[0]):
            text += digits[0]
    return text.rstrip(digits[0])


def _of(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if 0 < value <= len(signs) else ""


SYSTEMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimal-zero": lambda value: f"{value:02}",
    "full-width": lambda value: str(value).translate(_FULL_WIDTH),
    "lower-letter": letters,
    "upper-letter": lambda value: letters(value).upper(),
    "lower-roman": _roman,
    "upper-roman": lambda value: _roman(value).upper(),
    "han": _han,
    "han-legal": _legal,
    "han-digits": lambda value: str(value).translate(_SPOKEN),
    "stems": _of(_STEMS),
    "branches": _of(_BRANCHES),
    "circled": _of("".join(map(chr, range(0x2460, 0x2474)))),
    "parenthesised": _of("".join(map(chr, range(0x2474, 0x2488)))),
    "stopped": _of("".join(map(chr, range(0x2488, 0x249C)))),
    "han-circled": _of("".join(map(chr, range(0x3280, 0x328A)))),
    "han-parenthesised": _of("".join(map(chr, range(0x3220, 0x322A)))),
}
