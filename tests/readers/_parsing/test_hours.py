import pytest

from chahe.readers._parsing.firewall.hours import hours_of, minute_of


@pytest.mark.parametrize(
    "text", ["", "8", "8:", ":30", "24:01", "08:60", "-1:00", "8:000", "８:00"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        minute_of(text)


def test_a_night_goes_on_into_the_next_day_and_the_next_week() -> None:
    assert hours_of([1, 6], 22 * 60, 6 * 60) == ((0, 359), (2760, 3239), (9960, 10079))
    assert hours_of(range(7), 0, 0) == ((0, 10079),)
    assert hours_of([], 0, 60) == ()
