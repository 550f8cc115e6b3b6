"""`chahe rulebook compare`, on the books and on a document invented in the exchange's layout."""

import json
from io import BytesIO

import pytest
from docx import Document as open_word

from chahe.cli import main

TABLE = """示範機制修訂對照表
\t修　訂　後　內　容
\t修　訂　前　內　容
\t修訂說明

\t1.實體安全（CC-99100，年度查核）

(1)機房應備妥滅火設備，並定期請廠商檢驗。

(2)每年應至少演練一次備援切換。

(3)門禁卡遺失時，應立即停用並登記於簿冊。

\t1.實體安全（CC-99100，年度查核）

(1)機房應備妥滅火設備，並定期請廠商檢驗。

(新增)

(2)門禁卡遺失時，應當日停用並登記於簿冊。

\t為因應備援需要，增訂演練。
"""
OLD, NEW = "twse/mechanism@before-2018-11-30", "twse/mechanism@2018-11-30"


def run(capsys, *arguments):
    status = main(["rulebook", "compare", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


def changed(out):
    return [
        (c["path"], c["from"], c["change"])
        for c in json.loads(out)["changes"]
        if c["change"] != "same"
    ]


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.txt"
    path.write_text(TABLE, "utf-8")
    return str(path)


def test_a_table_of_two_columns_is_compared_with_itself(capsys, table):
    status, out, _ = run(capsys, table, "--json")

    changes = json.loads(out)["changes"]
    assert status == 0
    assert changed(out) == [("1.2", None, "new"), ("1.3", "1.2", "reworded")]
    assert [sorted(change) for change in changes] == [
        ["change", "from", "likeness", "path", "reason"]
    ] * 4
    assert changes[0]["likeness"] == 1


@pytest.mark.parametrize(("one", "other"), [("#2", "#1"), ("#修訂前", "#修訂後")])
def test_columns_are_named_by_number_or_label(capsys, table, one, other):
    _, forward, _ = run(capsys, table + one, table + other, "--json")
    _, back, _ = run(capsys, table + other, table + one, "--json")

    assert changed(forward) == [("1.2", None, "new"), ("1.3", "1.2", "reworded")]
    assert changed(back) == [(None, "1.2", "removed"), ("1.2", "1.3", "reworded")]


def test_books_are_compared_and_the_one_before_is_understood(capsys):
    _, both, _ = run(capsys, OLD, NEW, "--json")
    _, one, _ = run(capsys, NEW, "--json")

    assert json.loads(both) == json.loads(one)
    assert len(changed(one)) == 54
    assert ("3.3", "3.2", "reworded") in changed(one)


def test_a_book_is_compared_with_a_document(capsys, table):
    status, out, _ = run(capsys, f"{table}#1", NEW, "--json")

    assert status == 0
    assert len([c for c in json.loads(out)["changes"] if c["path"]]) == 190


def test_people_read_what_changed(capsys, table):
    _, out, _ = run(capsys, table)

    assert out.splitlines() == [
        "示範機制修訂對照表（修訂前內容）→ 示範機制修訂對照表（修訂後內容）",
        "",
        "新增　1(2)",
        "    {+每年應至少演練一次備援切換。+}",
        "    新增：前一版本沒有相近的條文",
        "",
        "文字修正　1(3) ← 1(2)",
        "    門禁卡遺失時，應[-當日-]{+立即+}停用並登記於簿冊。",
        "    條號由 1(2) 改為 1(3)，文字修正（相似度 0.81）",
        "",
        "共 4 條：未修正 2、文字修正 1、新增 1",
    ]


def test_papers_are_written(capsys, table, tmp_path):
    paths = {suffix: tmp_path / f"paper.{suffix}" for suffix in ("docx", "xlsx", "pdf")}

    status, _, _ = run(capsys, table, *(f"--{s}={path}" for s, path in paths.items()), "--all")

    word = open_word(BytesIO(paths["docx"].read_bytes()))
    assert status == 0
    assert paths["pdf"].read_bytes().startswith(b"%PDF")
    assert paths["xlsx"].read_bytes().startswith(b"PK")
    assert word.paragraphs[0].text == "示範機制修訂對照表"
    assert [cell.text for cell in word.tables[1].rows[0].cells] == [
        *("修訂後內容", "修訂前內容", "修訂說明")
    ]
    assert len(word.tables[1].rows) == 5
    assert any("為因應備援需要" in paragraph.text for paragraph in word.paragraphs)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no-such-file.txt"], "找不到檔案"),
        (["twse/nothing@2018-11-30"], "沒有這份文件"),
        (["twse/mechanism@1999-01-01", NEW], "沒有這個版本"),
        ([OLD], "沒有更早的版本"),
        (["{table}", NEW], "指明"),
        (["{table}#3", NEW], "指明"),
        (["{table}#修訂", NEW], "指明"),
        (["{table}#1"], "不是恰有兩欄"),
        (["{table}", "--docx={table}/no/such"], "無法寫入"),
    ],
)
def test_what_cannot_be_compared_is_one_line_and_2(capsys, table, arguments, said):
    status, out, err = run(capsys, *(text.format(table=table) for text in arguments))

    assert (status, out, err.count("\n")) == (2, "", 1)
    assert said in err
