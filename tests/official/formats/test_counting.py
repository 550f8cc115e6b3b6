import pytest

from chahe.official.formats._counting import SYSTEMS, counted


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *((1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "一百")),
        *((101, "一百零一"), (110, "一百一十"), (1005, "一千零五"), (2040, "二千零四十")),
        *((0, "0"), (-1, "-1"), (10_000, "10000")),
    ],
)
def test_han_numbers_are_as_spoken(value: int, text: str) -> None:
    assert counted(value, "han") == text


@pytest.mark.parametrize(
    ("system", "value", "text"),
    [
        ("lower-letter", 27, "aa"),
        ("upper-letter", 28, "BB"),
        ("upper-roman", 1994, "MCMXCIV"),
        ("lower-roman", 4000, "4000"),
        ("han-legal", 10, "壹拾"),
        ("han-digits", 105, "一〇五"),
        ("stems", 10, "癸"),
        ("stems", 11, "11"),
        ("circled", 20, "⑳"),
        ("han-parenthesised", 3, "㈢"),
        ("none", 3, ""),
    ],
)
def test_numbers_are_written_in_each_system(system: str, value: int, text: str) -> None:
    assert counted(value, system) == text


@pytest.mark.parametrize("system", sorted(SYSTEMS))
@pytest.mark.parametrize("value", [-5, 0, 1, 999_999])
def test_any_number_is_written_somehow(system: str, value: int) -> None:
    assert 0 < len(counted(value, system)) < 40
