import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chahe.rulebook.likeness import LikenessIndex, Near, likeness

TEXTS = st.text("甲乙丙丁戊己 ，。（A1", max_size=12)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("應定期檢視紀錄。", "應定期檢視紀錄"),
        ("ＡＰＩ　服務（規範）", "api服務規範"),
        ("保存 3 年", "保存3年"),
        ("", "，。"),
        ("甲", "甲"),
    ],
)
def test_width_case_spaces_and_punctuation_do_not_count(one, other):
    assert likeness(one, other) == 1.0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("防火牆", "密碼", 0.0),
        ("", "甲", 0.0),
        ("甲乙", "甲乙丙", 2 / 3),
        ("每年盤點一次", "每季盤點一次", 0.6),
        ("甲乙甲乙", "甲乙", 0.5),
        ("甲乙甲", "乙甲乙", 0.999),
    ],
)
def test_what_is_in_common_is_counted(one, other, expected):
    assert likeness(one, other) == pytest.approx(expected)


@settings(max_examples=50)
@given(one=TEXTS, other=TEXTS)
def test_likeness_is_the_same_both_ways(one, other):
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
    assert likeness(one, one) == 1


@settings(max_examples=50)
@given(texts=st.lists(TEXTS, max_size=8), text=TEXTS)
def test_index_finds_what_comparing_with_each_would(texts, text):
    every = [Near(place, likeness(text, each)) for place, each in enumerate(texts)]
    every = [near for near in every if near.likeness]
    every.sort(key=lambda near: (-near.likeness, near.place))

    index = LikenessIndex(texts)

    assert index.nearest(text, limit=9) == tuple(every)
    assert index.nearest(text, limit=2) == tuple(every[:2])
    assert index.nearest(text, limit=9, at_least=0.5) == tuple(
        near for near in every if near.likeness >= 0.5
    )
