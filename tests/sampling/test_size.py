"""Sizes and bounds against published figures and against bisection in whole numbers."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chahe.sampling import most_deviating, size_for, upper_bound
from chahe.sampling.exact import binomial, hypergeometric

from .by_hand import binomial_terms, hypergeometric_terms

RATES = st.integers(2, 40).map(lambda n: Fraction(n, 100))
CONFIDENCES = st.sampled_from([Fraction(n, 100) for n in (50, 80, 90, 95, 99)])
ALLOWED = st.integers(0, 3)
POPULATIONS = st.integers(1, 400)


@pytest.mark.parametrize(
    ("tolerable", "confidence", "sizes"),
    [
        (0.05, 0.90, [45, 77, 105, 132]),
        (0.05, 0.95, [59, 93, 124, 153]),
        (0.10, 0.90, [22, 38, 52]),
    ],
)
def test_size_is_the_published(tolerable, confidence, sizes):
    found = [
        size_for(tolerable=tolerable, confidence=confidence, allowed=allowed)
        for allowed in range(len(sizes))
    ]

    assert found == sizes


def test_size_at_exactly_the_doubt_is_enough():
    """0.1 is 1 - 0.9 as people write them, though not in binary."""
    assert size_for(tolerable=0.9, confidence=0.9) == 1


@given(RATES, CONFIDENCES, ALLOWED)
def test_size_is_the_smallest(tolerable, confidence, allowed):
    size = size_for(tolerable=tolerable, confidence=confidence, allowed=allowed)

    assert binomial(allowed, size, tolerable) <= 1 - confidence
    assert binomial(allowed, size - 1, tolerable) > 1 - confidence


@given(RATES, CONFIDENCES, ALLOWED, POPULATIONS)
def test_size_of_a_population_is_the_smallest(tolerable, confidence, allowed, population):
    bad = next(bad for bad in range(population + 1) if Fraction(bad, population) >= tolerable)

    size = size_for(
        tolerable=tolerable, confidence=confidence, allowed=allowed, population=population
    )

    before = hypergeometric(allowed, size - 1, population=population, deviating=bad)
    assert before > 1 - confidence
    enough = hypergeometric(allowed, size, population=population, deviating=bad)
    assert size == population or enough <= 1 - confidence


@given(RATES, CONFIDENCES, ALLOWED, POPULATIONS)
def test_a_population_never_asks_more_than_no_population(
    tolerable, confidence, allowed, population
):
    plan = {"tolerable": tolerable, "confidence": confidence, "allowed": allowed}

    assert size_for(**plan, population=population) <= size_for(**plan)


@given(RATES, CONFIDENCES, ALLOWED, st.none() | POPULATIONS)
def test_more_confidence_or_less_tolerance_asks_more(tolerable, confidence, allowed, population):
    plan = {"allowed": allowed, "population": population}
    size = size_for(tolerable=tolerable, confidence=confidence, **plan)

    surer = size_for(tolerable=tolerable, confidence=(1 + confidence) / 2, **plan)
    stricter = size_for(tolerable=tolerable / 2, confidence=confidence, **plan)
    assert surer >= size
    assert stricter >= size


def test_what_no_part_can_support_takes_the_whole():
    """One bad item of 20 is the tolerable rate, and one is allowed."""
    assert size_for(tolerable=0.05, confidence=0.9, allowed=1, population=20) == 20


def test_a_million_is_sized():
    assert size_for(tolerable=0.05, confidence=0.95, population=10**6) == 59
    rare = size_for(tolerable=Fraction(1, 2000), confidence=0.95, population=10**6)
    assert hypergeometric_terms(0, 500, 10**6, rare) <= Fraction(1, 20)
    assert hypergeometric_terms(0, 500, 10**6, rare - 1) > Fraction(1, 20)


@pytest.mark.parametrize(
    "wrong",
    [
        {"tolerable": 0},
        {"tolerable": 1},
        {"confidence": 1},
        {"confidence": "x"},
        {"allowed": -1},
        {"population": 0},
    ],
)
def test_a_claim_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError):
        size_for(**{"tolerable": 0.05, "confidence": 0.95} | wrong)


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 80).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), CONFIDENCES)
def test_bound_is_where_the_exact_sum_meets_the_doubt(seen, confidence):
    size, deviations = seen

    bound = upper_bound(size=size, deviations=deviations, confidence=confidence)

    if deviations == size:
        assert bound == 1
        return
    near = Fraction(bound)
    assert binomial_terms(deviations, size, near - Fraction(1, 10**10)) > 1 - confidence
    assert binomial_terms(deviations, size, near + Fraction(1, 10**10)) < 1 - confidence


@pytest.mark.parametrize("size", [1, 59, 1000, 20_000, 10**6])
def test_bound_without_deviations_is_a_root(size):
    assert upper_bound(size=size, deviations=0, confidence=0.95) == pytest.approx(
        1 - 0.05 ** (1 / size), abs=1e-12
    )


@given(POPULATIONS, st.data())
def test_bound_of_a_population_is_found_by_trying_all(population, data):
    size = data.draw(st.integers(0, population))
    deviations = data.draw(st.integers(0, size))
    confidence = data.draw(CONFIDENCES)

    bound = upper_bound(
        size=size, deviations=deviations, confidence=confidence, population=population
    )

    most = int(bound * population + 0.5)
    assert bound == most / population
    assert deviations <= most <= population - size + deviations
    assert hypergeometric_terms(deviations, size, population, most) > 1 - confidence
    if most < population:
        assert hypergeometric_terms(deviations, size, population, most + 1) <= 1 - confidence


@given(st.integers(1, 300), st.data())
def test_bound_is_no_less_than_what_was_seen(size, data):
    deviations = data.draw(st.integers(0, size))

    bound = upper_bound(size=size, deviations=deviations, confidence=data.draw(CONFIDENCES))

    assert bound >= deviations / size


@given(RATES, CONFIDENCES, ALLOWED, POPULATIONS)
def test_a_size_and_its_bound_agree(tolerable, confidence, allowed, population):
    """Whoever takes the size and sees no more than allowed may claim the tolerable rate."""
    size = size_for(
        tolerable=tolerable, confidence=confidence, allowed=allowed, population=population
    )

    if size < population:
        most = most_deviating(
            size=size, deviations=allowed, confidence=confidence, population=population
        )
        assert Fraction(most, population) < tolerable


def test_a_whole_population_leaves_no_doubt():
    assert most_deviating(size=40, deviations=3, confidence=0.99, population=40) == 3


def test_nothing_seen_proves_nothing():
    assert upper_bound(size=0, deviations=0, confidence=0.95) == 1
    assert upper_bound(size=0, deviations=0, confidence=0.95, population=30) == 1


@pytest.mark.parametrize(
    "wrong",
    [{"deviations": 11}, {"deviations": -1}, {"population": 9}, {"confidence": 0}],
)
def test_a_bound_of_nothing_possible_is_refused(wrong):
    with pytest.raises(ValueError):
        upper_bound(**{"size": 10, "deviations": 0, "confidence": 0.9, "population": 30} | wrong)
