"""What headings and items say of themselves."""

import pytest

from .reading import read, said


@pytest.mark.parametrize(
    ("words", "cadence"),
    [
        ("年度查核", "annual"),
        ("半年查核", "semiannual"),
        ("半年度查核", "semiannual"),
        ("每月查核", "monthly"),
        ("月或半年查核", "monthly semiannual"),
        ("月、半年查核", "monthly semiannual"),
        ("每季查核", "quarterly"),
        ("每半年至少查核一次", "semiannual"),
        ("查核頻率：每月", "monthly"),
        ("不定期：每月至少查核乙次", "monthly"),
        ("每年稽核", "annual"),
        ("月 或 半年\u3000查核", "monthly semiannual"),
        ("annual audit", "annual"),
        ("semi-annual audit", "semiannual"),
        ("monthly or semi-annual audit", "monthly semiannual"),
        ("quarterly inspection", "quarterly"),
    ],
)
def test_cadence(words, cadence):
    found = read(f"1.燈塔（CC-11000，{words}）\n(1)應點燈。\n")

    assert said(found, "cadence") == {"1": cadence, "1.1": cadence}
    assert said(found, "title") == {"1": "燈塔"}


@pytest.mark.parametrize(
    "words", ["每年", "3年", "年度查核結果", "應每月查核", "保存半年", "月", "不適用查核之燈塔"]
)
def test_words_that_only_look_like_a_cadence(words):
    assert said(read(f"1.燈塔（{words}）\n(1)應點燈。\n"), "cadence") == {}


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("另a、b、e項並適用於所有燈塔", "a b e"),
        ("另 a、b 及 e 項並適用於所有燈塔", "a b e"),
        ("另a,b,e項均適用所有燈塔", "a b e"),
        ("另ａ及ｂ項亦適用於所有燈塔", "a b"),
        ("另a至c項並適用於所有燈塔", "a b c"),
        ("另a~c及e項並適用於所有燈塔", "a b c e"),
        ("另第b項並適用於所有燈塔", "b"),
    ],
)
def test_list_of_letters_binds_its_items(words, items):
    text = f"7.\n(1)燈塔（CC-17010，適用離島業者，{words}，每月查核）\n" + "".join(
        f"{letter}.第{letter}項。\n" for letter in "abcde"
    )

    found = read("第七點\n" + text[3:])

    bound = said(found, "applies_text")
    assert " ".join(path[-1] for path in bound if path.count(".") == 2) == items
    assert {value for path, value in bound.items() if path.count(".") == 2} <= {
        "適用於所有燈塔",
        "適用所有燈塔",
    }


def test_cadence_of_each_item_goes_before_that_of_the_heading():
    text = (
        "14.共用燈塔（CC-23000，月或半年查核）\n(1)應登記（半年查核）。\n(2)應點燈（每月查核）\n"
        "(3)應留存紀錄。（半年查核）\n(4)應上鎖。\n"
    )

    assert said(read(text), "cadence") == {
        "14": "monthly semiannual",
        "14.1": "semiannual",
        "14.2": "monthly",
        "14.3": "semiannual",
        "14.4": "monthly semiannual",
    }


def test_heading_without_cadence_leaves_it_to_its_children():
    text = (
        "7.點燈（CC-17000）\n(1)燈具（CC-17010，每月查核）\na.應擦拭。\n"
        "(2)電源（CC-17020，半年查核）\n"
    )

    assert said(read(text), "cadence") == {
        "7.1": "monthly",
        "7.1.a": "monthly",
        "7.2": "semiannual",
    }


@pytest.mark.parametrize(
    "words",
    [
        "（111 年 1  月底生效）",
        "（自112年1月1日起施行）",
        "（本項自民國112年1月1日起適用，同日施行）",
        "（To become effective by end of January 2022.）",
        "（中華民國一百十二年一月一日生效）",
    ],
)
def test_day_of_effect_in_brackets(words):
    found = read(f"1.燈塔（CC-11000）\n(1)應點燈。{words}\n(2)應擦拭。\n")

    assert list(said(found, "effective_text")) == ["1.1"]


def test_day_of_effect_in_the_sentence_itself():
    text = (
        "一、應點燈。\n二、本要點自中華民國一百十二年七月一日施行。\n"
        "三、應自一百年起逐年擦拭，實施計畫另定之。\n"
    )

    assert said(read(text), "effective_text") == {"2": "自中華民國一百十二年七月一日施行"}


@pytest.mark.parametrize(
    "code",
    ["CC-12030", "CC–12030", "CC－12030", "ＣＣ－１２０３０", "CC 12030", "CC_12030", "CC12030"],
)
def test_code_however_it_is_written(code):
    found = read(f"2 燈塔維護 (內部控制標準規範 {code})\n(1)應擦拭。\n")

    assert said(found, "code") == {"2": "CC-12030", "2.1": "CC-12030"}
    assert said(found, "title") == {"2": "燈塔維護"}


def test_questions_and_advice_keep_their_words():
    found = read(
        "11.巡查（CC-21000，半年度查核）\n(1)是否每日巡查？\n(2)宜留存紀錄。\n(3)應上鎖。\n"
    )

    assert [rule.text for rule in found.editions[0].rules[1:]] == [
        "是否每日巡查？",
        "宜留存紀錄。",
        "應上鎖。",
    ]
    assert said(found, "title") == {"11": "巡查"}


def test_square_and_corner_brackets_are_brackets():
    found = read("1.燈塔【CC-11000，適用離島業者，年度查核】\n(1)應點燈〔半年查核〕\n")

    assert said(found, "title")["1"] == "燈塔"
    assert said(found, "cadence") == {"1": "annual", "1.1": "semiannual"}
    assert said(found, "applies_text") == {"1": "適用離島業者"}


def test_condition_at_the_end_of_an_item():
    found = read("1.燈塔（CC-11000）\n(1)應每年測試。(委託他人點燈時適用)\n(2)應擦拭(如:抹布)。\n")

    assert said(found, "applies_text") == {"1.1": "委託他人點燈時適用"}
