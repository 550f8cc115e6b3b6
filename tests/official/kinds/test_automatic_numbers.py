"""Pages whose lists put a number of their own before the real one."""

from .reading import day, outline, paths, read, said

PAGE = """法規資訊

法規名稱 纜車安全檢查機制 (現行法規)
發佈日期 民國113年1月24日
沿革資訊 中華民國113年1月24日纜車公會纜字第1130000223號函修正發布第1點、第7點至第10點

異動條文

  1. 1
  1. 纜線管理(適用高空纜車業者)
    1. (1)應鑑別所有纜線以及其負責人。
    2. (2)應確定各纜線可容忍之磨損。
  1. 2
  1. 車廂政策
    1. (1)應訂定政策。
    2. (2)應包括下列事項:
      1. a.定義及範圍等。
      2. b.遵守之規定。
    3. (3)應經核准。
  1. 7
  1. 運轉作業
    1. (1)運轉安全(適用高空纜車業者)
      1. a.風速:
        1. (a)應測風速。
        2. (b)應停駛。
      2. b.載重:
回上方
"""


def test_numbers_of_lists_are_no_levels():
    found = read(PAGE)

    assert (found.title, day(found)) == ("纜車安全檢查機制", "2024-01-24")
    assert paths(found) == ("1 1.1 1.2 2 2.1 2.2 2.2.a 2.2.b 2.3 7 7.1 7.1.a 7.1.a.a 7.1.a.b 7.1.b")
    assert said(found, "applies_text") == {"1": "適用高空纜車業者", "7.1": "適用高空纜車業者"}
    assert said(found, "title")["7"] == "運轉作業"


def test_points_that_a_list_counts_from_one_each_stay_apart():
    text = (
        "法規名稱 纜車終端要點 (現行法規) EN\n發佈日期 民國101年12月25日\n異動條文\n\n"
        "  1. 業者應將位置資料保存五年。\n  1. 業者應標示櫃號。\n  1. 業者應與公眾網路隔離。\n"
        "回上方\n"
    )

    assert outline(read(text)) == [
        "1 業者應將位置資料保存五年。",
        "1-2 業者應標示櫃號。",
        "1-3 業者應與公眾網路隔離。",
    ]


def test_a_point_with_its_first_item_on_the_same_line_is_two_levels():
    text = "1.(1)應測風速。\n(2)應停駛。\n2.(1)應載重。\n(2)應標示。\n"

    assert paths(read(text)) == "1 1.1 1.2 2 2.1 2.2"
