"""Slides: best effort, and every word kept."""

from tests.official.trees import lost, parsed, texts

DECK = """ 倉儲安全查核重點
簡報

大綱

 查核重點


查核重點

門禁管理 庫房管理

1. 制定門禁規範

2. 取得紀錄

(每年產出)

1. 編列清冊
 查核重點


查核重點

門禁管理 門禁管理

3. 檢視夜間值勤、

留存紀錄
 查核重點


簡 報 完 畢
敬 請 指 教
"""


def test_titles_side_by_side_each_have_their_items():
    found = parsed(DECK)

    assert texts(found) == {
        "1": "門禁管理",
        "1.1": "制定門禁規範",
        "1.2": "取得紀錄（每年產出）",
        "1.3": "檢視夜間值勤、留存紀錄",
        "2": "庫房管理",
        "2.1": "編列清冊",
    }


def test_what_is_no_item_is_listed():
    found = parsed(DECK)

    assert lost(DECK, found) == []
    assert "大綱" in [line.text for line in found.unplaced]
