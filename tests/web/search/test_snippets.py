from hypothesis import given
from hypothesis import strategies as st

from chahe.web.search.snippets import marked, snippet


def test_what_was_asked_is_marked_whatever_its_width_and_case():
    assert marked("防火牆（ＣＣ－17010）Log", ["cc-17010", "log"]) == [
        ("防火牆（", False),
        ("ＣＣ－17010", True),
        ("）", False),
        ("Log", True),
    ]


def test_what_overlaps_is_marked_once():
    assert marked("稽核紀錄保存", ["稽核紀", "紀錄"]) == [("稽核紀錄", True), ("保存", False)]


def test_a_number_is_not_marked_inside_another():
    assert marked("210 與 10", ["10"]) == [("210 與 ", False), ("10", True)]


def test_a_snippet_begins_before_what_was_found_and_says_what_is_left_out():
    text = "前" * 50 + "日誌" + "後" * 50

    assert snippet(text, ["日誌"], most=30) == [
        ("…", False),
        ("前" * 20, False),
        ("日誌", True),
        ("後" * 8, False),
        ("…", False),
    ]


def test_a_short_text_is_shown_whole():
    assert snippet("每月\n檢視日誌", ["日誌"], most=30) == [("每月 檢視", False), ("日誌", True)]


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=3), max_size=3))
def test_marking_changes_nothing_of_the_text(text, needles):
    assert "".join(piece for piece, _ in marked(text, needles)) == text
