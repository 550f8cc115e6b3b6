import json

import pytest

from chahe.cli import main


def run(capsys, *arguments):
    status = main(list(arguments))
    out, err = capsys.readouterr()
    return status, out, err


def test_list_gives_every_edition(capsys):
    status, out, _ = run(capsys, "rulebook", "list", "--json")

    assert status == 0
    assert [(e["document"], e["edition"], e["start"], e["rules"]) for e in json.loads(out)] == [
        ("tpex/sto-assessment", "undated", None, 83),
        ("tsa/emerging-technology", "2026-03-04", "2026-03-04", 64),
        ("twse/control-standard-2018", "undated", None, 66),
        ("twse/inspection-points", "undated", None, 115),
        ("twse/mechanism", "before-2018-11-30", None, 150),
        ("twse/mechanism", "2018-11-30", "2018-11-30", 190),
    ]


def test_show_gives_every_field_of_every_rule(capsys):
    _, out, _ = run(capsys, "rulebook", "show", "twse/mechanism@2018-11-30", "--json")

    book = json.loads(out)
    rules = {rule["path"]: rule for rule in book["rules"]}
    wanted = {"path", "code", "ref", "title", "question", "strength", "cadence", "applies"}
    assert set(book) == {
        *("document", "edition", "title", "start", "rules", "definitions", "notices")
    }
    assert all(wanted | {"leaf", "parent", "change"} <= set(rule) for rule in book["rules"])
    assert (rules["13.a"]["code"], rules["13.a"]["parent"]) == ("CC-22010", "13")
    assert rules["7.1.b.c"]["cadence"] == ["monthly"]
    assert rules["2.6"]["change"]["kind"] == "new"
    assert rules["7"]["cadence"] == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("twse/nothing@2018-11-30", "沒有這份文件"),
        ("twse/mechanism@1999-01-01", "沒有這個版本"),
        ("twse/mechanism", "沒有這個版本"),
    ],
)
def test_show_of_what_is_not_there_is_one_line_and_2(capsys, name, said):
    status, out, err = run(capsys, "rulebook", "show", name)

    assert (status, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_people_can_read_a_book(capsys):
    _, out, _ = run(capsys, "rulebook", "show", "twse/mechanism@2018-11-30")
    assert "7(1)b(c) [CC-17010] 防火牆紀錄保存三年（每月）" in out


def test_facts_are_listed(capsys):
    _, out, _ = run(capsys, "rulebook", "facts", "--json")
    facts = {fact["fact"]: fact for fact in json.loads(out)}
    assert {"order_channels", "level"} <= set(facts)
    assert (facts["api_service"]["source"], facts["api_service"]["group"]) == (
        "twse/mechanism@2018-11-30#7.1.g",
        "下單管道與業務",
    )


@pytest.fixture
def facts(tmp_path):
    path = tmp_path / "facts.yaml"
    path.write_text("order_channels: [voice]\nbidding_terminal_public: false\n", "utf-8")
    return path


def test_scope_says_why(capsys, facts):
    status, out, _ = run(capsys, "scope", "--facts", str(facts), "--on", "115/11/21", "--json")

    found = json.loads(out)["rules"]
    rules = {rule["path"]: rule for rule in found if rule["document"] == "twse/mechanism"}
    assert status == 0
    assert set(rules["1"]) == {"path", "document", "edition", "applies", "reason"}
    assert (rules["1"]["applies"], rules["2"]["applies"]) == (False, True)
    assert "故不適用" in rules["1"]["reason"]


def test_scope_reads_facts_that_change(capsys, tmp_path):
    path = tmp_path / "facts.json"
    path.write_text(
        '{"order_channels": [{"since": "2020-01-01", "value": ["voice"]},'
        ' {"since": "2026-07-01", "value": ["internet"]}]}'
    )

    def applies(day):
        _, out, _ = run(capsys, "scope", "--facts", str(path), "--on", day, "--json")
        rules = json.loads(out)["rules"]
        return next(r["applies"] for r in rules if r["document"] == "twse/mechanism")

    assert (applies("2019-12-31"), applies("2026-06-30"), applies("2026-07-01")) == (
        True,  # nothing stated yet: bound until it is
        False,
        True,
    )


def test_scope_says_what_would_enter_and_leave(capsys, facts):
    asked = ("--what-if", "order_channels=voice,internet", "cloud_user=否")
    day = ("--on", "115/11/21")
    _, without, _ = run(capsys, "scope", "--facts", str(facts), *day, "--json")

    status, out, _ = run(capsys, "scope", "--facts", str(facts), *day, *asked, "--json")
    _, words, _ = run(capsys, "scope", "--facts", str(facts), *day, *asked)

    found = json.loads(out)
    assert (status, set(found)) == (0, {"rules", "entering", "leaving"})
    assert found["rules"] == json.loads(without)["rules"]
    leaving = [r["path"] for r in found["leaving"] if r["document"] == "twse/mechanism"]
    assert leaving == ["12.1.a"]
    assert {"1.1", "9.9"} <= {rule["path"] for rule in found["entering"]}
    counted = f"納入 {len(found['entering'])} 條，退出 {len(found['leaving'])} 條，其餘不變"
    assert counted in words


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("cloud_user", "請寫成 事實=內容"),
        ("shoe_size=9", "沒有「shoe_size」這項事實"),
        ("cloud_user=perhaps", "應為 true 或 false"),
        ("paid_in_capital=many", "不小於 0"),
        ("order_channels=pigeon", "應為清單"),
    ],
)
def test_what_if_of_what_nobody_can_state_is_one_line_and_2(capsys, facts, word, said):
    status, out, err = run(
        capsys, "scope", "--facts", str(facts), "--on", "2026-11-21", "--what-if", word
    )

    assert (status, out, err.count("\n")) == (2, "", 1)
    assert said in err


@pytest.mark.parametrize(
    ("text", "day", "said"),
    [
        ("order_channels: [voice]", "2026-13-01", "看不懂日期"),
        ("order_channels: [voice]", "soon", "看不懂日期"),
        ("shoe_size: 9", "2026-11-21", "沒有「shoe_size」這項事實"),
        ("order_channels: [pigeon]", "2026-11-21", "應為清單"),
        ("- a\n- b", "2026-11-21", "對照"),
        ("a: [", "2026-11-21", "不是 YAML"),
        ("order_channels: [{since: never, value: []}]", "2026-11-21", "看不懂日期"),
    ],
)
def test_scope_of_what_cannot_be_read_is_one_line_and_2(capsys, tmp_path, text, day, said):
    path = tmp_path / "facts.yaml"
    path.write_text(text, "utf-8")

    status, out, err = run(capsys, "scope", "--facts", str(path), "--on", day)

    assert (status, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_scope_without_its_file_is_one_line_and_2(capsys, tmp_path):
    status, _, err = run(capsys, "scope", "--facts", str(tmp_path / "no"), "--on", "2026-11-21")
    assert (status, err.count("\n")) == (2, 1)
