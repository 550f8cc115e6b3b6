import pytest

from chahe.rulebook.folding import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("（CC–11000，年度查核）", "(CC-11000,年度查核)"),
        ("【適用】〔註〕", "(適用)[註]"),
        ("「甲」與『乙』", "『甲』與“乙”"),
        ("保存　３ 年\n以上", "保存3年以上"),
        ("1—3、1−3、1－3", "1-3、1‐3、1―3"),
        ("甲\u200b乙\ufeff", "甲乙"),
        ("〜", "～"),
    ],
)
def test_another_printing_is_the_same_text(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("甲。", "甲"), ("3 年", "5 年"), ("甲、乙", "甲及乙"), ("API", "api")]
)
def test_other_words_are_another_text(one, other):
    assert fold(one) != fold(other)
