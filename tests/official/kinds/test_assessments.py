"""Assessment tables of two to six columns, with cells cut by pages and controls without numbers."""

from .reading import outline, paths, read, said


def piped(*rows: str) -> str:
    return "".join(f"| {row} |\n" for row in rows)


def items(found, path: str, what: str = "procedure") -> tuple[str, ...]:
    (rule,) = [rule for rule in found.editions[0].rules if rule.path == path]
    return getattr(rule, what)


def test_two_columns():
    text = "農場查核表\n" + piped(
        "查核項目 | 查核程序",
        "1.應圍籬。 | 1.實地觀察圍籬。<br>2.取得照片。",
        "2.應消毒。 | 檢查消毒紀錄。",
    )

    found = read(text)

    assert outline(found) == ["1 應圍籬。", "2 應消毒。"]
    assert items(found, "1") == ("實地觀察圍籬。", "取得照片。")


def test_three_columns_with_groups():
    text = piped(
        "控制重點 | 法令依據 | 查核程序",
        "(1)牛舍<br>1.應通風。 | 農場辦法第3條 | 檢查風扇。",
        "2.應清潔。 | 農場辦法第4條 | 檢查清潔表。",
        "(2)應消毒。 | 農場辦法第5條 | 抽核紀錄。",
    )

    found = read(text)

    assert paths(found) == "1 1.1 1.2 2"
    assert said(found, "title") == {"1": "牛舍"}
    assert items(found, "1.2") == ("檢查清潔表。",)


def test_six_columns_with_codes_for_numbers_and_a_cadence_of_its_own():
    text = "農場內部稽核實施細則\n" + piped(
        "作業編號 | 作業項目及目的 | 作業程序(方法)及稽核重點 | 依據資料 | 週期 | 稽核結果",
        "AM-21000 | 印鑑之稽核<br>目的：確定合規。 | 一、印鑑是否分開保管。<br>二、是否登記。 "
        "| 登記簿 | 不定期：每月至少查核乙次 | ",
        "AM-22000 | 飼料之稽核 | 一、是否盤點。 | 一、盤點表<br>二、進貨單 | 每半年 | ",
    )

    found = read(text)

    assert paths(found) == "1 2"
    assert said(found, "cadence") == {"1": "monthly", "2": "semiannual"}
    assert items(found, "1") == ("印鑑是否分開保管。", "是否登記。")
    assert items(found, "2", "sources") == ("盤點表", "進貨單")
    assert "飼料之稽核" in outline(found)[1]


def test_numbers_in_a_column_of_their_own():
    text = piped(
        "項次 | 控制項目 | 查核方法",
        "1 | 應圍籬。 | 觀察圍籬。",
        "2 | 應消毒。 | 檢查紀錄。",
        "4 | 應上鎖。 | 觀察門鎖。",
    )

    assert outline(read(text)) == ["1 應圍籬。", "2 應消毒。", "4 應上鎖。"]


def test_controls_without_any_numbers():
    text = piped(
        "類別 | 查核項目 | 依據 | 查核程序",
        "牛舍 | 應通風 | 第3條 | 檢查風扇。",
        " | 應清潔 | 第4條 | 檢查清潔表。",
        "雞舍 | 應消毒 | 第5條 | 抽核紀錄。",
    )

    found = read(text)

    assert outline(found) == ["1 牛舍", "1.1 應通風", "1.2 應清潔", "2 雞舍", "2.1 應消毒"]
    assert items(found, "2.1", "sources") == ("第5條",)


def test_a_row_cut_by_a_page_in_every_column():
    text = piped(
        "內部控制制度 | 控制重點 | 相關規定 | 執行程序",
        "1、牧場 | (1)應圍籬。 | 1.標準一 | 1.觀察圍籬。",
        "2、飼料 | (1)飼料應儲存於通風 | 1.標準 | 1.取得倉庫平",
        "內部控制制度 | 控制重點 | 相關規定 | 執行程序",
        "作業 | 之倉庫。 | 二、(一)<br>2.標準三 | 面圖。<br>2.檢查通風。",
        " | (2)應盤點。 | 標準四 | 抽核盤點表。",
    )

    found = read(text)

    assert outline(found) == [
        "1 牧場",
        "1.1 應圍籬。",
        "2 飼料作業",
        "2.1 飼料應儲存於通風之倉庫。",
        "2.2 應盤點。",
    ]
    assert items(found, "2.1") == ("取得倉庫平面圖。", "檢查通風。")
    assert items(found, "2.1", "sources") == ("標準二、（一）", "標準三")


def test_a_row_cut_between_two_items():
    text = piped(
        "內部控制制度 | 控制重點 | 相關規定 | 執行程序",
        "1、牧場 | (1)圍籬<br>1.應通電。 | 1.標準一 | 1.量測電壓。",
        " | 2.應警示。 |  | 2.觀察標示。",
        " | (2)應盤點。 | 標準二 | 1.取得盤點表。",
    )

    found = read(text)

    assert paths(found) == "1 1.1 1.2"
    assert items(found, "1.1") == ("量測電壓。", "觀察標示。")
    assert outline(found)[1] == "1.1 圍籬1.應通電。2.應警示。"


def test_columns_side_by_side_parted_by_spaces():
    text = """農場查核程序表
內部控制制度      控制重點                 相關規定         執行程序
1、牧場          (1)應圍籬，並每日巡      農場辦法第3條    1.觀察圍籬。
                    視。                                   2.取得巡視紀錄。

                 (2)應有專人負責。        農場辦法第4條    檢查職掌表。

2、飼料          (1)應盤點。              農場辦法第5條    抽核盤點表，確認
                                                           簽名。
"""

    found = read(text)

    assert outline(found) == [
        "1 牧場",
        "1.1 應圍籬，並每日巡視。",
        "1.2 應有專人負責。",
        "2 飼料",
        "2.1 應盤點。",
    ]
    assert items(found, "1.1") == ("觀察圍籬。", "取得巡視紀錄。")
    assert items(found, "2.1") == ("抽核盤點表，確認簽名。",)


def test_procedures_with_items_of_their_own_stay_whole():
    text = piped(
        "控制重點 | 參酌來源 | 執行程序",
        "(1)應圍籬。 | 標準 | 1.檢查：<br>(1)高度。<br>A.木造。<br>B.鐵造。<br>(2)電壓。"
        "<br>2.取得照片。",
        "(2)應消毒。 | 標準 | 如自行消毒時：<br>1.檢查藥劑。<br>2.觀察車輛。",
    )

    found = read(text)

    assert items(found, "1") == ("檢查：（1）高度。A.木造。B.鐵造。（2）電壓。", "取得照片。")
    assert items(found, "2") == ("如自行消毒時：檢查藥劑。", "觀察車輛。")
