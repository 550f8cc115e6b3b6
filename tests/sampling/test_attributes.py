"""Ticks and their counts: what is not marked is not decided."""

from hypothesis import given
from hypothesis import strategies as st

from chahe.sampling import Tally, Tick, tally, tally_items, unmarked

ATTRIBUTES = ["A", "B"]
RESULTS = st.dictionaries(
    st.text("abc", min_size=1, max_size=2),
    st.dictionaries(st.sampled_from(ATTRIBUTES), st.sampled_from(Tick)),
)


def test_every_tick_has_its_own_sign_and_meaning():
    assert [(tick.symbol, tick.legend) for tick in Tick] == [
        ("✓", "相符"),
        ("✗", "例外"),
        ("N", "不適用"),
        ("？", "無法確認"),
    ]


def test_ticks_are_counted_by_attribute():
    results = {
        "1": {"A": Tick.MATCH, "B": Tick.EXCEPTION},
        "2": {"A": Tick.MATCH, "B": Tick.NOT_APPLICABLE},
        "3": {"A": Tick.UNDECIDED},
    }

    assert tally(results, ATTRIBUTES) == {"A": Tally(2, 0, 0, 1), "B": Tally(1, 1, 1, 1)}
    assert unmarked(results, ATTRIBUTES) == (("3", "B"),)


def test_an_item_is_what_the_worst_of_its_ticks_is():
    results = {
        "exception, though B is empty": {"A": Tick.EXCEPTION},
        "undecided": {"A": Tick.MATCH, "B": Tick.UNDECIDED},
        "unmarked": {"A": Tick.MATCH},
        "match": {"A": Tick.MATCH, "B": Tick.NOT_APPLICABLE},
        "not applicable": {"A": Tick.NOT_APPLICABLE, "B": Tick.NOT_APPLICABLE},
    }

    assert tally_items(results, ATTRIBUTES) == Tally(2, 1, 1, 2)


def test_without_attributes_nothing_is_decided():
    assert tally_items({"1": {"A": Tick.MATCH}}, []) == Tally(0, 0, 0, 1)
    assert tally({"1": {}}, []) == {}


@given(RESULTS)
def test_every_item_is_counted_once(results):
    counts = [*tally(results, ATTRIBUTES).values(), tally_items(results, ATTRIBUTES)]

    for count in counts:
        assert count.tested + count.not_applicable + count.undecided == len(results)
        assert 0 <= count.exceptions <= count.tested


@given(RESULTS)
def test_nothing_is_wholly_decided_while_a_cell_is_empty(results):
    empty = unmarked(results, ATTRIBUTES)

    counted = tally(results, ATTRIBUTES)

    assert sum(count.undecided for count in counted.values()) >= len(empty)
