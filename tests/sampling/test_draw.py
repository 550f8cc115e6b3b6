"""A draw that anyone can repeat and nobody can steer."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chahe.sampling import ALL_UP_TO, DrawError, Method, Plan, check_chosen, draw, population_digest

MONTHS = [f"{month:02}" for month in range(1, 13)]
TICKETS = [f"CHG-{number:04}" for number in range(1, 101)]
PLAN = Plan(Method.RANDOM, seed="113-07 帳號覆核", size=5)
JUDGED = Plan(Method.JUDGEMENTAL, size=3, reason="金額最大")
POPULATIONS = st.lists(
    st.text("ab查核", min_size=1, max_size=6), unique=True, min_size=ALL_UP_TO + 1, max_size=40
)


def test_drawn_are_those_of_least_hash():
    ranks = {sha256(f"113-07 帳號覆核\0{key}".encode()).hexdigest(): key for key in TICKETS}

    drawn = draw(TICKETS, plan=PLAN)

    assert drawn == tuple(ranks[rank] for rank in sorted(ranks)[:5])


@given(POPULATIONS, st.randoms())
def test_order_does_not_matter(keys, chance):
    shuffled = keys.copy()
    chance.shuffle(shuffled)

    assert draw(shuffled, plan=PLAN) == draw(keys, plan=PLAN)
    assert population_digest(shuffled) == population_digest(keys)


@given(POPULATIONS, st.text("cd", min_size=1))
def test_one_key_more_moves_at_most_one_out(keys, more):
    before = draw(keys, plan=PLAN)

    after = draw([*keys, more], plan=PLAN)

    assert len(set(before) - set(after)) <= 1
    assert set(after) - set(before) <= {more}


@given(POPULATIONS, st.integers(1, ALL_UP_TO - 1))
def test_a_larger_sample_begins_with_the_smaller(keys, size):
    smaller = draw(keys, plan=Plan(Method.RANDOM, seed="s", size=size))

    larger = draw(keys, plan=Plan(Method.RANDOM, seed="s", size=size + 1))

    assert larger[:size] == smaller


def test_another_seed_draws_others():
    assert draw(TICKETS, plan=PLAN) != draw(TICKETS, plan=Plan(Method.RANDOM, seed="b", size=5))


@pytest.mark.parametrize("plan", [PLAN, JUDGED, Plan(Method.ALL)])
def test_twelve_months_are_all_taken(plan):
    assert draw(MONTHS[::-1], plan=plan) == tuple(MONTHS)


def test_nothing_is_drawn_of_nothing():
    assert draw([], plan=PLAN) == ()


def test_judgement_draws_nothing():
    assert draw(TICKETS, plan=JUDGED) == ()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (
            ["b", "a", "b"],
            "母體裡「b」出現不只一次；每個項目要有自己的編號，請更正後再抽樣。",
        ),
        (["a", "\u3000"], "母體裡有空白或不能讀的編號「'\\u3000'」；請更正後再抽樣。"),
        (["a", "\ud800"], "母體裡有空白或不能讀的編號「'\\ud800'」；請更正後再抽樣。"),
    ],
)
def test_keys_that_name_nothing_or_two_things_are_refused(keys, said):
    with pytest.raises(DrawError) as refused:
        draw(keys, plan=Plan(Method.ALL))

    assert str(refused.value) == said


@pytest.mark.parametrize("seed", ["", " ", "a\0b"])
def test_no_seed_no_draw(seed):
    with pytest.raises(DrawError, match="沒有可用的種子"):
        draw(TICKETS, plan=Plan(Method.RANDOM, seed=seed, size=5))


def test_items_are_chosen_by_judgement_with_care():
    chosen = check_chosen(TICKETS[:3], keys=TICKETS, plan=JUDGED)
    faulty = check_chosen(["CHG-0001", "CHG-0001", "X"], keys=TICKETS, plan=JUDGED)

    assert chosen == ()
    assert faulty == (
        "重複選了「CHG-0001」。",
        "母體裡沒有「X」；只能從母體選擇項目。",
        "計畫選 3 筆，還少 1 筆。",
    )


def test_items_are_chosen_only_by_judgement():
    assert check_chosen(["CHG-0001"], keys=TICKETS, plan=PLAN) == (
        "「隨機」的樣本由系統決定，不能自行選擇項目。",
    )
    assert check_chosen([], keys=TICKETS, plan=PLAN) == ()


def test_nobody_chooses_where_all_is_taken():
    assert check_chosen([], keys=MONTHS, plan=JUDGED) == ()


def test_a_population_has_one_digest():
    assert (
        population_digest(["b", "a"]) == sha256(b"\0" * 7 + b"\1a" + b"\0" * 7 + b"\1b").hexdigest()
    )
    assert population_digest(["ab", "c"]) != population_digest(["a", "bc"])
    assert population_digest(["a", "a"]) != population_digest(["a"])
