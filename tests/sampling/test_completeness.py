"""A population is complete only when something independent says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chahe.sampling import Coverage, completeness

KEYS = st.sets(st.text("abc", min_size=1, max_size=2))


@pytest.mark.parametrize(
    ("found", "expected", "sentence"),
    [
        (["a", "b"], ["b", "a"], "母體 2 筆與獨立來源逐筆核對相符。"),
        (["a", "b"], 2, "母體 2 筆與獨立來源的筆數相符；只核對筆數，沒有逐筆核對。"),
        ([], 0, "母體 0 筆與獨立來源的筆數相符；只核對筆數，沒有逐筆核對。"),
    ],
)
def test_a_population_that_agrees_is_complete(found, expected, sentence):
    compared = completeness(found, expected)

    assert (compared.state, compared.sentence) == (Coverage.COMPLETE, sentence)
    assert (compared.missing, compared.extra, compared.is_complete) == ((), (), True)


@pytest.mark.parametrize(
    ("found", "expected", "missing", "extra", "sentence"),
    [
        (["a"], ["a", "b"], ("b",), (),
         "母體與獨立來源逐筆核對，少了「b」；查明以前不能視為完整。"),
        (["a", "c"], ["a", "b"], ("b",), ("c",),
         "母體與獨立來源逐筆核對，少了「b」，多了「c」；查明以前不能視為完整。"),
        (["a", "a"], 2, (), (), "母體 1 筆，獨立來源應有 2 筆，少 1 筆；查明以前不能視為完整。"),
        (["a"], 0, (), (), "母體 1 筆，獨立來源應有 0 筆，多 1 筆；查明以前不能視為完整。"),
    ],
)  # fmt: skip
def test_any_difference_is_a_gap(found, expected, missing, extra, sentence):
    compared = completeness(found, expected)

    assert (compared.state, compared.missing, compared.extra) == (Coverage.GAP, missing, extra)
    assert (compared.sentence, compared.is_complete) == (sentence, False)


@pytest.mark.parametrize("expected", [None, [], set()])
@pytest.mark.parametrize("found", [[], ["a"]])
def test_without_a_source_it_is_unknown(found, expected):
    compared = completeness(found, expected)

    assert (compared.state, compared.is_complete) == (Coverage.UNKNOWN, False)
    assert compared.sentence == "沒有獨立來源可以核對母體，無法確認母體是否完整。"


@given(KEYS, KEYS)
def test_missing_and_extra_mend_the_population(found, expected):
    compared = completeness(found, expected)

    if expected:
        assert found - set(compared.extra) | set(compared.missing) == expected
    assert compared.is_complete == (found == expected and bool(expected))


def test_states_are_named():
    assert [state.label for state in Coverage] == ["完整", "有差異", "無法確認"]


def test_less_than_nothing_is_refused():
    with pytest.raises(ValueError):
        completeness([], -1)
