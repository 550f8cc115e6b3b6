"""Regulations laid out in articles."""

from tests.official.trees import lost, parsed, texts

REGULATION = """倉儲業自律規範
（原倉儲業管理守則）
倉儲業公會113年5月15日倉字第1130000001號函公告實施
倉儲業公會115年3月4日倉字第1150000002號函公告實施
第一章 總則
第一條 (目的)
為強化倉儲管理，特訂定本規範。
第二條 (用詞)
1、 庫房：存放貨物之場所。
2、 堆高機(Forklift)：搬運貨物之車輛。
第二章 管理
第三條 (門禁)
業者應訂定門禁規範，其內容包含下列項目：
1、 出入管制：
(一)刷卡：
1. 卡片應有專人保管。
2. 遺失應即註銷，並依第
一條規定辦理。
(二)登記。
2、 夜間值勤。
前項規範應每年檢討。
業者宜優先採用電子門鎖。
第三條之一　業者應設置保全。
第四條 (施行)
本規範自公告日施行。
"""


def test_articles_paragraphs_and_items_each_have_a_path():
    found = parsed(REGULATION)

    assert [*texts(found)] == [
        *("1", "2", "2.1", "2.2", "3", "3.1", "3.1.1", "3.1.1.1", "3.1.1.1.1", "3.1.1.1.2"),
        *("3.1.1.2", "3.1.2", "3.2", "3.3", "3-1", "4"),
    ]
    assert lost(REGULATION, found) == []


def test_article_has_its_heading_as_title_and_one_paragraph_as_text():
    rules = {rule.path: rule for rule in parsed(REGULATION).editions[0].rules}

    assert (rules["1"].title, rules["1"].text) == ("目的", "為強化倉儲管理，特訂定本規範。")
    assert (rules["3"].title, rules["3"].text) == ("門禁", "")
    assert rules["3.1"].text == "業者應訂定門禁規範，其內容包含下列項目："
    assert rules["2.2"].title == "堆高機（Forklift）"
    assert rules["3-1"].text == "業者應設置保全。"


def test_a_sentence_that_names_an_article_begins_none():
    rules = texts(parsed(REGULATION))

    assert rules["3.1.1.1.2"] == "遺失應即註銷，並依第一條規定辦理。"


def test_the_latest_day_before_the_articles_is_the_editions():
    found = parsed(REGULATION)

    assert found.title == "倉儲業自律規範"
    assert found.editions[0].date.isoformat() == "2026-03-04"
    chapters = [line.text for line in found.unplaced if "章" in line.text]
    assert chapters == ["第一章 總則", "第二章 管理"]


def test_spaced_and_arabic_numbers_are_articles_too():
    spaced = "第 一 條　為保管。\n第 二 條　應登記。\n第 二 條 之 一　應上鎖。\n"
    arabic = "第 1 條\n為保管。\n第 2 條\n應登記。\n第 2-1 條\n應上鎖。\n"

    assert texts(parsed(spaced)) == {"1": "為保管。", "2": "應登記。", "2-1": "應上鎖。"}
    assert texts(parsed(arabic)) == texts(parsed(spaced))


def test_wrapped_paragraph_is_one_paragraph():
    wrapped = (
        "第一條　業者應訂定庫房管理辦法，並每年檢討一次，檢討紀錄應保存三年以\n"
        "　　上，以供主管機關查考，其格式由公會另定之，業者得自行增列欄位備\n"
        "　　查。\n"
        "　　前項辦法應報公會備查，修正時亦同，未報備查者，公會得通知限期補\n"
        "　　正。\n"
    )

    found = texts(parsed(wrapped))

    assert [*found] == ["1", "1.1", "1.2"]
    assert found["1.2"].endswith("限期補正。")
