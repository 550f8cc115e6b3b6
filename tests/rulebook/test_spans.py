import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chahe.rulebook.folding import fold
from chahe.rulebook.spans import Span, SpanKind, changed_spans

MARKS = {SpanKind.KEPT: "{}", SpanKind.REMOVED: "[-{}-]", SpanKind.ADDED: "{{+{}+}}"}


def marked(old, new):
    return "".join(MARKS[span.kind].format(span.text) for span in changed_spans(old, new))


def side(spans, *kinds):
    return "".join(span.text for span in spans if span.kind in kinds)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("紀錄應保存三年。", "紀錄應保存五年。", "紀錄應保存[-三-]{+五+}年。"),
        ("應每 12 個月盤點", "應每 6 個月盤點", "應每 [-12 -]{+6 +}個月盤點"),
        ("依 CC-17010 辦理", "依 CC-18000 辦理", "依 CC-[-17010 -]{+18000 +}辦理"),
        ("得停用帳號", "應立即鎖定帳號", "[-得停用-]{+應立即鎖定+}帳號"),
        ("甲、乙", "甲、乙及丙", "甲、乙{+及丙+}"),
        ("甲乙", "", "[-甲乙-]"),
        ("", "甲乙", "{+甲乙+}"),
        ("", "", ""),
    ],
)
def test_a_reader_sees_words(old, new, expected):
    assert marked(old, new) == expected


def test_few_letters_between_two_changes_are_no_island():
    assert (
        marked("辦理盤點的紀錄應留存", "完成的清單應留存")
        == "[-辦理盤點的紀錄-]{+完成的清單+}應留存"
    )


@pytest.mark.parametrize(
    ("old", "new"), [("（甲 乙）", "(甲乙)"), ("保存３年", "保存 3 年"), ("CC–1", "CC-1")]
)
def test_another_printing_is_kept(old, new):
    assert changed_spans(old, new) == (Span(SpanKind.KEPT, new),)


@settings(max_examples=100)
@given(old=st.text("甲乙丙1２ ，（(a", max_size=20), new=st.text("甲乙丙1２ ，（(a", max_size=20))
def test_both_wordings_can_be_read_off_the_spans(old, new):
    spans = changed_spans(old, new)

    assert fold(side(spans, SpanKind.KEPT, SpanKind.REMOVED)) == fold(old)
    assert fold(side(spans, SpanKind.KEPT, SpanKind.ADDED)) == fold(new)


def test_a_text_too_long_is_compared_by_sentences():
    old, new = "同一句話。" * 400 + "舊的一句。", "同一句話。" * 400 + "新的一句。"

    spans = changed_spans(old, new)

    assert spans[1:] == (Span(SpanKind.REMOVED, "舊的一句。"), Span(SpanKind.ADDED, "新的一句。"))
