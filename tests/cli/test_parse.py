"""`chahe rulebook parse` on a file."""

import json

from chahe.cli import main

TEXT = """倉儲業者安全檢查要點
頁碼 1 / 2
1.庫房（CC-11000，適用自營業者，年度查核）
(1)應盤點。（111年1月底生效）
"""


def test_json_is_the_tree_and_the_lines_in_no_rule(tmp_path, capsys):
    path = tmp_path / "要點.txt"
    path.write_text(TEXT, "utf-8")

    status = main(["rulebook", "parse", str(path), "--json"])

    assert status == 0
    rule = {
        "path": "1",
        "code": "CC-11000",
        "title": "庫房",
        "text": "庫房（CC-11000，適用自營業者，年度查核）",
        "cadence": ["annual"],
        "applies_text": "適用自營業者",
        "effective_text": "",
    }
    item = rule | {
        "path": "1.1",
        "title": "",
        "text": "應盤點。（111年1月底生效）",
        "applies_text": "",
        "effective_text": "111年1月底生效",
    }
    assert json.loads(capsys.readouterr().out) == {
        "title": "倉儲業者安全檢查要點",
        "editions": [{"label": "", "date": None, "rules": [rule, item]}],
        "unplaced": ["頁碼 1 / 2"],
    }


def test_plain_output_names_what_is_in_no_rule(tmp_path, capsys):
    path = tmp_path / "要點.txt"
    path.write_text(TEXT, "utf-8")

    status = main(["rulebook", "parse", str(path)])

    out = capsys.readouterr().out
    assert status == 0
    assert "  1.1　應盤點。" in out
    assert "未歸入的行：1\n  第 2 行：頁碼 1 / 2" in out


def test_lines_tells_where_each_rule_was_read(tmp_path, capsys):
    path = tmp_path / "要點.txt"
    path.write_text(TEXT, "utf-8")

    main(["rulebook", "parse", str(path), "--json", "--lines"])

    (edition,) = json.loads(capsys.readouterr().out)["editions"]
    assert [(r["label"], r["lines"]) for r in edition["rules"]] == [("1.", [3]), ("(1)", [4])]


def test_a_file_that_cannot_be_read_is_one_line_and_status_two(tmp_path, capsys):
    status = main(["rulebook", "parse", str(tmp_path / "none.txt")])

    captured = capsys.readouterr()
    assert (status, captured.out) == (2, "")
    assert "讀不到檔案" in captured.err
