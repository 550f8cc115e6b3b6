import pytest

from chahe.rulebook.quantity import Quantity, as_strict


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((4, "次/年"), (1, "季")),
        ((1, "次/半年"), (6, "個月")),
        ((1, "次/2年"), (2, "年")),
        ((1, "次/日"), (1, "日")),
    ],
)
def test_one_figure_in_two_units_is_the_same(one, other):
    assert Quantity(*one).normal == Quantity(*other).normal


def test_hours_a_year_are_no_interval():
    assert Quantity(15, "小時/年").normal == (15, "小時/年")


@pytest.mark.parametrize(
    ("one", "other", "less", "more"),
    [
        ((3, "次"), (5, "次"), True, False),
        ((3, "次"), (3, "次"), True, True),
        ((3, "個月"), (90, "日"), False, False),  # 89 to 92 days
        ((80, "日"), (3, "個月"), True, False),
        ((0, "立即"), (30, "分鐘"), True, False),
        ((10, "年"), (36, "個月"), False, True),
        ((2, "次"), (2, "人"), False, False),
    ],
)
def test_which_is_as_strict(one, other, less, more):
    found = [as_strict(Quantity(*one), Quantity(*other), stricter=way) for way in ("less", "more")]

    assert found == [less, more]
