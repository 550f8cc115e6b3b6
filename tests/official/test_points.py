"""Numbered points, however they are printed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.official.regulation import CADENCES, POINTS, STYLES, TITLE, Style, printed
from tests.official.trees import gone, lost, parsed, shape, texts

EXPECTED = shape(parsed(printed()))


def test_plain_print_gives_every_rule_its_path_and_whole_text():
    found = parsed(printed())

    assert found.title == TITLE
    assert texts(found) == dict(POINTS)
    assert found.unplaced == ()


def test_headings_give_title_code_cadence_and_applicability():
    rules = {rule.path: rule for rule in parsed(printed()).editions[0].rules}

    assert {p: [c.value for c in rules[p].cadence] for p in CADENCES} == CADENCES
    assert (rules["7.1"].title, rules["7.1"].code) == ("堆高機作業", "CC-17010")
    assert rules["1"].applies_text == "適用自營倉庫業者，不適用代管倉庫業者"
    assert rules["2.2"].applies_text == "適用自營倉庫業者"
    assert rules["7.2.a"].effective_text == "111年1月底生效"
    assert (rules["7.1.b"].title, rules["8.1"].title) == ("充電區管理", "")


def test_items_inherit_code_and_cadence_and_a_list_of_letters_speaks_for_its_items():
    rules = {rule.path: rule for rule in parsed(printed()).editions[0].rules}

    assert (rules["7.1.a.b"].code, rules["7.1.a.b"].cadence) == ("CC-17010", rules["7.1"].cadence)
    bound = {
        path for path, rule in rules.items() if rule.applies_text == "適用於所有使用堆高機之業者"
    }
    assert bound == {"7.1.a", "7.1.c"}


@pytest.mark.parametrize("name", STYLES)
def test_how_it_is_printed_does_not_change_the_tree(name):
    style = STYLES[name]
    text = printed(style=style)

    found = parsed(text)

    undone = [
        tuple(
            x.replace(style.dash, "-").replace(style.phrase, "") if isinstance(x, str) else x
            for x in r
        )
        for r in shape(found)
    ]
    assert undone == EXPECTED
    assert lost(text, found) == []
    drawn = {line.text for line in found.unplaced}
    assert drawn <= {"|", "-"}


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Style,
        point=st.sampled_from(["{}.", "{}、", "{}. "]),
        wide=st.booleans(),
        wrap=st.none() | st.integers(44, 120),
        hanging=st.booleans(),
        indent=st.booleans(),
        bullet=st.sampled_from(["", "| ", "- "]),
        above=st.booleans(),
        twice=st.booleans(),
        dotted=st.booleans(),
    )
)
def test_any_mixture_of_styles_gives_the_same_tree(style):
    assert shape(parsed(printed(style=style))) == EXPECTED


def test_excerpt_begins_and_ends_anywhere():
    text = (
        "資料不可還原，並留存紀錄。\n(3)另應考量水災。\n(4)電源應含發電機。\n"
        "7.搬運(CC-17000)\n (1)堆高機(CC-17010,每月查核)\n9.維護(CC-19000,半年查核)\n"
        "  (9)應定期檢查，並就所見之缺損評估風險或更換\n"
    )

    found = parsed(text)

    assert [*texts(found)] == ["6.3", "6.4", "7", "7.1", "9", "9.9"]
    assert [line.text for line in found.unplaced] == ["資料不可還原，並留存紀錄。"]


def test_number_at_the_start_of_a_wrapped_line_is_no_label():
    text = (
        "1.保存(CC-11000,年度查核)\n"
        "(1)鑰匙之借用紀錄及其備份，應於每月底由專人彙整成冊，至少保存至借用日起滿\n"
        "   3.5年，並依第\n"
        "   (2)款辦理。\n"
        "(2)保存場所應上鎖。\n"
    )

    found = parsed(text)

    assert [*texts(found)] == ["1", "1.1", "1.2"]


def test_heading_with_a_code_but_no_number_speaks_for_the_items_below_it():
    text = "13. 其他（CC-22000，半年查核）\n資訊提供（CC-22010）\na.應公告。\nb.應陳列。\n"

    rules = {rule.path: rule for rule in parsed(text).editions[0].rules}

    assert rules["13"].title == "其他"
    assert {path: rule.code for path, rule in rules.items()} == {
        "13": "CC-22000",
        "13.a": "CC-22010",
        "13.b": "CC-22010",
    }


def test_english_text_keeps_spaces_between_words():
    text = (
        "Establishing Inspection Mechanisms for Warehouses\n"
        "Article 3 Security Organization (CC-13000, annual audit)\n"
        "(1) The company shall appoint a senior officer to be\n"
        "responsible for the warehouse.\n"
        "a. Keys (applicable to firms that own their warehouse).\n"
    )

    rules = {rule.path: rule for rule in parsed(text).editions[0].rules}

    assert rules["3"].title == "Security Organization"
    assert [word.value for word in rules["3"].cadence] == ["annual"]
    assert rules["3.1"].text.endswith("to be responsible for the warehouse.")
    assert rules["3.1.a"].applies_text == "applicable to firms that own their warehouse"


def test_page_numbers_and_running_heads_are_listed_and_interrupt_nothing():
    pages = [
        f"倉儲業者安全檢查要點彙編\n{n}.第{n}章(CC-1{n}000)\n(1)應辦理。\n第 {n} 頁\n"
        for n in (1, 2, 3)
    ]

    found = parsed("".join(pages))

    assert [*texts(found)] == ["1", "1.1", "2", "2.1", "3", "3.1"]
    assert len(found.unplaced) == 5


def test_two_rules_of_one_number_are_told_apart():
    found = parsed("1.甲(CC-11000)\n(1)應辦。\n1.乙(CC-12000)\n(1)應辦理。\n")

    paths = [*texts(found)]
    assert len(set(paths)) == len(paths)


PIECES = (
    *(
        "1.",
        "(1)",
        "第一條",
        "|",
        "- ",
        "1",
        "2",
        "CC-11000",
        "（新增）",
        "(刪除)",
        "\t",
        "a.",
        "(a)",
    ),
    *(
        "ii.",
        "①",
        "甲、",
        "一、",
        "(二)",
        "壹、總則",
        "第一章 總則",
        "附件一",
        "目錄",
        "Article 3 ",
        "﹝1﹞",
    ),
    *(
        "2.1 ",
        "3. (3)",
        "1. 7",
        "**",
        "## ",
        "<br>",
        "。",
        "：",
        "，",
        "應登記",
        "庫房",
        "    ",
        "……… 3",
    ),
    *(
        "(半年查核)",
        "（CC-12000，適用甲，每月查核）",
        "另a、b項並適用於乙",
        "自112年1月1日施行",
        "│",
    ),
    *(
        "民國113年5月15日",
        "名稱：",
        "倉庫規範",
        "第 3 頁",
        "Info",
        "說 明：",
        "The firm",
        "㈠",
        "⼀、",
    ),
)
HEADS = ("修正後內容", "修正規定    現行規定    說明", "控制重點    依據    執行程序", "簡報\n大綱")
LINES = st.lists(
    st.one_of(
        st.text(alphabet="1234(（)）.、ab甲一第條點CC-0，。：|- \u3000倉庫應x", max_size=30),
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join),
        st.lists(st.sampled_from(PIECES), min_size=2, max_size=4).map("    ".join),
        st.sampled_from(HEADS),
    ),
    max_size=20,
)


@settings(max_examples=100, deadline=None)
@given(LINES)
def test_no_words_are_lost_whatever_the_lines(lines):
    text = "\n".join(lines) + "\n"
    if not text.strip():
        return

    found = parsed(text)

    assert gone(text, found) == ""
    for edition in found.editions:
        paths = [rule.path for rule in edition.rules]
        assert len(set(paths)) == len(paths)


def test_words_cut_in_two_are_rejoined_and_words_apart_stay_apart():
    cut = "(1)" + "應" * 28 + "ABCDEF\n   GHIJ系統。\n"
    apart = "(1)" + "應" * 26 + "Internet\n   Protocol系統。\n"
    full = "".join(f"({n})" + "甲" * 30 + "乙\n   丙。\n" for n in (2, 3, 4))

    found = texts(parsed("1.名稱(CC-11000)\n" + cut + full))
    other = texts(parsed("1.名稱(CC-11000)\n" + apart + full))

    assert found["1.1"].endswith("ABCDEFGHIJ系統。")
    assert other["1.1"].endswith("Internet Protocol系統。")


def test_two_coded_headings_on_one_line_are_read_as_on_two():
    below = "a.應公告。\nb.應陳列。\n"
    two = parsed("13. 其他（CC-22000，半年查核）\n資訊提供（CC-22010）\n" + below)

    one = parsed("13. 其他（CC-22000，半年查核）資訊提供（CC-22010）\n" + below)

    assert shape(one) == shape(two)
