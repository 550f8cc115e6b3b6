"""Amendment tables: a column after, a column before, a column of reasons."""

from tests.official.trees import lost, parsed, texts

from chahe.official import parse_blocks
from chahe.official.model import Line, Table

AFTER = """1.庫房(CC-11000，年度查核)
(1)應盤點。
(2)應訂損耗率。
2.門禁(CC-12000，半年查核)
(1)應有專人負責。"""
BEFORE = """1.庫房(CC-11000，年度查核)
(1)應盤點。
(新增)
2.門禁(CC-12000，半年查核)
(1)應有專人。"""
REASONS = """配合公會函示，爰增訂損耗率。
依據新法，爰修正門禁。"""
HEADS = "\t修　正　後　內　容\n\t修　正　前　內　容\n\t修正說明\n\n"
DUMPED = f"倉儲要點修正對照表\n{HEADS}\t{AFTER}\n\n\t{BEFORE}\n\n\t{REASONS}\n\n\n"


def check(found):
    after, before = found.editions
    assert [rule.path for rule in after.rules] == ["1", "1.1", "1.2", "2", "2.1"]
    assert [rule.path for rule in before.rules] == ["1", "1.1", "2", "2.1"]
    assert before.marks == ("(新增)",)
    reasons = {rule.path: rule.reason for rule in after.rules if rule.reason}
    assert reasons == {"1.2": "配合公會函示，爰增訂損耗率。", "2.1": "依據新法，爰修正門禁。"}


def test_columns_one_after_another_in_a_dumped_table():
    found = parsed(DUMPED)

    check(found)
    assert [edition.label for edition in found.editions] == ["修正後內容", "修正前內容"]
    assert len(found.unplaced) == 3
    assert lost(DUMPED, found) == []


def test_columns_one_after_another_without_any_table():
    text = f"倉儲要點修正對照表\n修正後內容\n修正前內容\n修正說明\n{AFTER}\n{BEFORE}\n{REASONS}\n"

    found = parsed(text)

    check(found)
    assert lost(text, found) == []


def cells(*texts):
    return tuple(
        tuple(Line(t, n) for t in text.split("\n") if t) for n, text in enumerate(texts, 1)
    )


def test_a_row_a_rule_gives_each_row_its_reason():
    rows = (
        cells("修正規定", "現行規定", "說明"),
        (
            (Line("一、庫房(CC-11000)", 4),),
            (Line("一、庫房(CC-11000)", 5),),
            (Line("未修正。", 6),),
        ),
        ((Line("(一)應盤點及登記。", 7),), (Line("(一)應盤點。", 8),), (Line("增列登記。", 9),)),
        ((Line("(二)應上鎖。", 10),), (), (Line("新增。", 11),)),
        cells("修正規定", "現行規定", "說明"),
        ((), (Line("二、舊規(CC-12000)", 15),), (Line("刪除。", 16),)),
    )

    found = parse_blocks((Line("倉儲要點修正對照表", 0), Table(rows)))

    after, before = found.editions
    assert [(r.path, r.text, r.reason) for r in after.rules[1:]] == [
        ("1.1", "應盤點及登記。", "增列登記。"),
        ("1.2", "應上鎖。", "新增。"),
    ]
    assert [rule.path for rule in before.rules] == ["1", "1.1", "2"]
    assert found.reasons == ("刪除。",)
    assert len(found.unplaced) == 6


def test_excerpt_without_its_header_row_is_still_two_columns():
    text = DUMPED[DUMPED.index("\t1.") :]

    found = parsed(text)

    assert len(found.editions) == 2
    assert [*texts(found)] == ["1", "1.1", "1.2", "2", "2.1"]
