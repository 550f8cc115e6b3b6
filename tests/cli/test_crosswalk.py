"""`chahe rulebook crosswalk` and `chahe rulebook conflicts`."""

import json

import pytest

from chahe.cli import main
from chahe.rulebook.parameter import load_topics

SCAN = "twse/mechanism@2018-11-30#9.9"


def run(capsys, *arguments):
    status = main(["rulebook", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_a_rules_relations_and_what_one_answer_serves(capsys):
    status, out, _ = run(capsys, "crosswalk", SCAN, "--json")

    found = json.loads(out)
    assert status == 0
    assert {relation["from"] for relation in found["relations"]} == {SCAN}
    assert set(found["relations"][0]) == {
        *("from", "to", "kind", "basis", "note", "by", "likeness"),
    }
    assert found["same_question"][0] == SCAN
    assert "tpex/sto-assessment@undated#3.8.2" in found["same_question"]


def test_a_document_is_seen_from_its_own_side(capsys):
    _, out, _ = run(capsys, "crosswalk", "tpex/sto-assessment", "--json")

    starts = {relation["from"].partition("@")[0] for relation in json.loads(out)["relations"]}
    assert starts == {"tpex/sto-assessment"}


def test_without_a_rule_the_documents_are_counted(capsys):
    _, out, _ = run(capsys, "crosswalk")

    assert "tpex/sto-assessment ↔ twse/mechanism：" in out
    assert out.endswith("組\n")


def test_proposals_are_apart_from_what_is_known(capsys):
    _, out, _ = run(capsys, "crosswalk", "--proposed", "--json")

    assert {relation["basis"] for relation in json.loads(out)["relations"]} == {"proposed"}


def test_people_can_read_relations(capsys):
    _, out, _ = run(capsys, "crosswalk", SCAN)

    assert f"{SCAN} 相同 tpex/sto-assessment@undated#3.8.2（本系統整理）" in out
    assert "一份佐證可以回覆：" in out


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("no/document", "沒有這份文件"),
        ("twse/mechanism@2018-11-30#99", "沒有這一條"),
        ("twse/mechanism@1999-01-01#1", "沒有這個版本"),
    ],
)
def test_what_is_not_there_is_one_line_and_2(capsys, what, said):
    status, out, err = run(capsys, "crosswalk", what)

    assert (status, out, err.count("\n")) == (2, "", 1)
    assert said in err


@pytest.fixture
def facts(tmp_path):
    path = tmp_path / "facts.yaml"
    path.write_text("order_channels: [internet]\nservices: [brokerage]\n", "utf-8")
    return str(path)


def test_conflicts_give_every_value_and_the_reading(capsys, facts):
    status, out, _ = run(capsys, "conflicts", "--facts", facts, "--on", "115/11/21", "--json")

    topics = {each["topic"]: each for each in json.loads(out)["topics"]}
    tries = topics["password_tries"]
    assert status == 0
    assert tries["agreement"] == "different"
    assert [(v["value"], v["binds"]) for v in tries["values"]][:4] == [
        (3, True),
        (3, True),
        (5, True),
        (5, False),
    ]
    readings = {reading["title"]: reading["text"] for reading in tries["readings"]}
    assert readings["電子式交易客戶"] == "至遲第 3 次錯誤時中斷連線；至遲第 5 次錯誤時鎖定帳號"
    assert topics["level_threshold"]["entered_by_user"]


def test_people_can_read_conflicts(capsys, facts):
    _, out, _ = run(capsys, "conflicts", "--facts", facts, "--on", "2026-11-21")

    assert "密碼輸入錯誤次數（有衝突）" in out
    assert "待填寫 官方數值未查得" in out
    places = [out.index(f"（{word}）") for word in ("有衝突", "要求並存", "一致", "無拘束")]
    assert places == sorted(places)


def test_conflicts_as_json_are_in_the_order_of_the_topics(capsys, facts):
    _, out, _ = run(capsys, "conflicts", "--facts", facts, "--on", "115/11/21", "--json")

    assert [each["topic"] for each in json.loads(out)["topics"]] == list(load_topics())


def test_conflicts_without_facts_is_one_line_and_2(capsys, tmp_path):
    missing = str(tmp_path / "no")

    status, _, err = run(capsys, "conflicts", "--facts", missing, "--on", "2026-11-21")

    assert (status, err.count("\n")) == (2, 1)
