"""Amendment tables of other publishers: rows, marks, general explanations, columns by spaces."""

from .reading import outline, paths, read, said

INTRODUCTION = """圖書館要點修正草案總說明
為強化館藏保護，爰修正本要點，其修正要點如下：
一、增訂溫濕度之規定。（修正規定第三點）
二、刪除舊庫之規定。（修正規定第四點）
"""


def piped(*rows: str) -> str:
    return "".join(f"| {row} |\n" for row in rows)


def test_a_row_a_point_with_marks_where_a_column_has_none():
    text = INTRODUCTION + piped(
        "修正規定 | 現行規定 | 說明",
        "---|---|---",
        "三、書庫應保持：<br>(一)溫度。<br>(二)濕度。 | 三、書庫應保持溫度。 | 增列濕度。",
        "四、（刪除） | 四、舊庫應上鎖。 | 舊庫已拆除，爰予刪除。",
        "五、閱覽室應安靜。 | 五、閱覽室應安靜。 | 本點未修正。",
        "六、應設還書箱。 | | 本點新增。",
    )

    found = read(text)

    after, before = found.editions
    assert outline(found) == [
        "3 書庫應保持：",
        "3.1 溫度。",
        "3.2 濕度。",
        "4 （刪除）",
        "5 閱覽室應安靜。",
        "6 應設還書箱。",
    ]
    assert outline(found, 1) == [
        "3 書庫應保持溫度。",
        "4 舊庫應上鎖。",
        "5 閱覽室應安靜。",
    ]
    assert said(found, "reason") == {
        "3": "增列濕度。",
        "4": "舊庫已拆除，爰予刪除。",
        "5": "本點未修正。",
        "6": "本點新增。",
    }
    assert (after.label, before.label) == ("修正規定", "現行規定")


def test_two_columns_without_reasons_and_the_older_first():
    text = "圖書館規則修正對照表\n" + piped(
        "現行條文 | 修正條文",
        "第二條　應借閱登記。 | 第二條　應借閱登記並留證件。",
        " | 第二條之一　應辦理盤點。",
    )

    found = read(text)

    assert outline(found) == ["2 應借閱登記並留證件。", "2-1 應辦理盤點。"]
    assert outline(found, 1) == ["2 應借閱登記。"]


def test_columns_side_by_side_parted_by_spaces():
    text = """圖書館要點修正對照表
      修正規定                      現行規定                   說明
三、書庫應保持下列條件，      三、書庫應保持溫度，並     一、增列濕度，以維護紙
    並每日記錄：                  每日記錄。                 張。
    (一)溫度。                                           二、文字修正。
    (二)濕度。

四、閱覽室應設安靜區，其      四、閱覽室應設安靜區。     明定面積。
    面積由館長定之。

五、應設還書箱，且應防                                   本點新增。
    雨。
                              - 1 -
"""

    found = read(text)

    assert outline(found) == [
        "3 書庫應保持下列條件，並每日記錄：",
        "3.1 溫度。",
        "3.2 濕度。",
        "4 閱覽室應設安靜區，其面積由館長定之。",
        "5 應設還書箱，且應防雨。",
    ]
    assert outline(found, 1) == ["3 書庫應保持溫度，並每日記錄。", "4 閱覽室應設安靜區。"]
    assert said(found, "reason")["4"] == "明定面積。"
    assert said(found, "reason")["5"] == "本點新增。"
    assert "濕度，以維護紙張。" in said(found, "reason")["3"].replace("\n", "")


def test_columns_drawn_with_lines():
    text = """圖書館要點修正對照表
┌────────┬────────┬────┐
│修正規定        │現行規定        │說明    │
├────────┼────────┼────┤
│一、應借閱登    │一、應登記。    │配合實務│
│記並留證件。    │                │。      │
├────────┼────────┼────┤
│二、應盤點。    │                │新增。  │
└────────┴────────┴────┘
"""

    found = read(text)

    assert outline(found) == ["1 應借閱登記並留證件。", "2 應盤點。"]
    assert outline(found, 1) == ["1 應登記。"]
    assert said(found, "reason") == {"1": "配合實務。", "2": "新增。"}


def test_heads_far_down_after_a_long_explanation():
    text = (
        INTRODUCTION
        + "".join(f"說明第{n}段，內容甚長，與條文無關。\n" for n in range(60))
        + "修正後內容\n修正前內容\n修正說明\n1.書庫(CC-11000，年度查核)\n(1)應防潮。\n(2)應防蟲。\n"
        "1.書庫(CC-11000，年度查核)\n(1)應防潮。\n配合實務，爰增訂防蟲。\n"
    )

    found = read(text)

    assert [paths(found, n) for n in (0, 1)] == ["1 1.1 1.2", "1 1.1"]
    assert said(found, "reason") == {"1.2": "配合實務，爰增訂防蟲。"}


def test_rows_told_one_after_another_without_a_table():
    text = (
        "圖書館規則修正條文對照表\n修正條文\n現行條文\n說明\n"
        "第三條　書庫應防潮及防蟲。\n第三條　書庫應防潮。\n增列防蟲。\n"
        "第四條　應設還書箱。\n第四條　應設書箱。\n文字修正。\n"
        "第五條　自公布日施行。\n第五條　自公布日施行。\n本條未修正。\n"
    )

    found = read(text)

    assert outline(found) == ["3 書庫應防潮及防蟲。", "4 應設還書箱。", "5 自公布日施行。"]
    assert outline(found, 1) == ["3 書庫應防潮。", "4 應設書箱。", "5 自公布日施行。"]
    assert said(found, "reason") == {"3": "增列防蟲。", "4": "文字修正。", "5": "本條未修正。"}


def test_a_page_with_a_table_of_another_sort_is_no_amendment():
    text = (
        "圖書館要點\n一、開放時間如下：\n"
        + piped("日 | 時", "週一 | 九時", "週二 | 十時")
        + "二、應安靜。\n"
    )

    found = read(text)

    assert len(found.editions) == 1
    assert paths(found) == "1 2"


def test_cells_that_end_with_a_bar_be_they_of_one_line_or_of_many():
    text = (
        "附件1\n修 正 條 文 | 現 行 條 文 | 說 明 |\n"
        "三、書庫應：\n(一)防潮。\n(二)防蟲。 | 三、書庫應防潮。 | 一、增列防蟲。\n"
        "二、文字修正。 |\n"
        "四、應設還書箱。 | | 新增。 |\n"
    )

    found = read(text)

    assert outline(found) == ["3 書庫應：", "3.1 防潮。", "3.2 防蟲。", "4 應設還書箱。"]
    assert outline(found, 1) == ["3 書庫應防潮。"]
    assert said(found, "reason") == {"3": "一、增列防蟲。\n二、文字修正。", "4": "新增。"}
