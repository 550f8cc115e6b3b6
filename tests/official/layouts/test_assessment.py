"""Assessment tables: a control a row, with its sources and procedures beside it."""

from tests.official.trees import lost, parsed

HEADER = "\t內部控制制度\n\t控制重點\n\t相關規定/參酌來源\n\t執行程序\n\n"
ROWS = (
    (
        "1、 組織",
        "(1) 公司應設倉管主管。",
        "1. 倉儲辦法第9條\n2. 參酌「倉儲機制」3",
        "1. 取得組織圖。\n2. 檢查職掌。\n(1). 主管。\n(2). 代理人。",
    ),
    ("", "(2) 倉管人員應有證照。", "倉儲辦法第10條", "檢查證照是否有效。"),
    (
        "2、 作業",
        "(1) 門禁\n1.應刷卡。\n2.應登記。",
        "1. 標準二、(一)",
        "1. 取得門禁紀錄。\n2. 抽核登記簿。",
    ),
    (
        "",
        "(2) 堆高機\n1.設計應符合：\n(1).網路要求：\nA.應加密；",
        "1. 標準二、(二)",
        "檢查封包。",
    ),
    ("", "B.應逾時中斷。", "1. 標準二、(二)", "1. 取得說明。\n2. 檢查逾時。"),
    (
        "",
        "(2).手機要求：\nA.應檢視權限。\nB.應提示。",
        "1. 標準二、(三)",
        "公司如提供手機程式時：\n1. 檢查權限。\n2. 檢查提示。",
    ),
    (
        "",
        "2.每年應測試。(公司自有堆高機時適用)",
        "1. 標準二、(四)",
        "檢查契約是否載明下列事項：\n(1)範圍。\n(2)責任。",
    ),
    ("", "(三)備份\n1.應定期備份。", "1. 標準三", "1. 取得清冊。"),
)


def dumped(rows=ROWS):
    return (
        "倉儲業評估原則性規範\n"
        + HEADER
        + "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows)
    )


def rules(text):
    return {rule.path: rule for rule in parsed(text).editions[0].rules}


def test_every_row_is_a_rule_under_its_area_and_groups():
    found = rules(dumped())

    rows = [path for path, rule in found.items() if rule.procedure]
    assert rows == ["1.1", "1.2", "2.1", "2.2.1.1.a", "2.2.1.1.b", "2.2.1.2", "2.2.2", "2.3"]
    groups = {path: rule.title for path, rule in found.items() if not rule.procedure}
    assert groups == {
        "1": "組織",
        "2": "作業",
        "2.2": "堆高機",
        "2.2.1": "",
        "2.2.1.1": "網路要求",
    }


def test_a_row_keeps_all_its_items_sources_and_procedures():
    found = rules(dumped())

    assert found["2.1"].text == "門禁1.應刷卡。2.應登記。"
    assert found["1.1"].sources == ("倉儲辦法第9條", "參酌「倉儲機制」3")
    assert found["1.1"].procedure == ("取得組織圖。", "檢查職掌。（1）.主管。（2）.代理人。")
    assert found["2.2.1.2"].procedure == ("公司如提供手機程式時：檢查權限。", "檢查提示。")
    assert found["2.2.2"].procedure == ("檢查契約是否載明下列事項：（1）範圍。（2）責任。",)
    assert found["2.2.2"].applies_text == "公司自有堆高機時適用"
    assert lost(dumped(), parsed(dumped())) == []


def test_a_row_cut_in_two_by_a_page_is_one_row():
    cut = [
        *ROWS[:2],
        ("2、 作業", "(1) 門禁\n1.應刷", "1. 標準二、(一)", "1. 取得門禁紀錄。"),
        ("", "卡。\n2.應登記。", "", "2. 抽核登記簿。"),
        *ROWS[3:],
    ]

    assert rules(dumped(cut))["2.1"].text == rules(dumped())["2.1"].text
    assert rules(dumped(cut))["2.1"].procedure == rules(dumped())["2.1"].procedure
    assert [*rules(dumped(cut))] == [*rules(dumped())]


def test_header_that_comes_again_on_another_page_is_no_row():
    text = dumped(ROWS[:3]) + HEADER + dumped(ROWS[3:]).partition(HEADER)[2]

    assert [*rules(text)] == [*rules(dumped())]


def test_excerpt_without_the_header_is_read_by_what_its_last_column_says():
    text = dumped().partition(HEADER)[2]

    assert [p for p, r in rules(text).items() if r.procedure] == [
        p for p, r in rules(dumped()).items() if r.procedure
    ]
