"""The guild's self-regulation of emerging technology, counted against its articles (S3)."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from chahe.rulebook import accept_facts, load_editions, scope

(EDITION,) = [e for e in load_editions() if e.document == "tsa/emerging-technology"]
SEED = next(Path(__file__).parents[3].glob("shared/seeds/003_*.txt"), None)
DAY = date(2026, 3, 4)
PARAGRAPHS = {"3", "7", "9", "10"}  # articles of several paragraphs: their parts are 項, not 款


def bound(**facts):
    standings = scope([EDITION], facts=accept_facts(facts), on=DAY)
    return {s.rule.path for s in standings if s.applies and s.rule.leaf}


def test_it_holds_from_the_day_it_was_announced():
    assert EDITION.start == DAY
    assert EDITION.own_codes


def test_every_article_and_item_is_a_rule():
    depths = Counter(rule.path.count(".") + 1 for rule in EDITION.rules)

    assert [rule.path for rule in EDITION.rules if not rule.parent] == [
        str(number) for number in range(1, 14)
    ]
    assert depths == {1: 13, 2: 24, 3: 18, 4: 9}
    assert sum(rule.leaf for rule in EDITION.rules) == 46


def test_parts_of_each_article_are_those_of_the_document():
    parts = Counter(rule.parent for rule in EDITION.rules if rule.parent)

    assert parts == {
        "3": 2, "5": 4, "5.3": 3, "5.4": 2, "6": 3, "6.3": 3, "6.3.1": 4, "6.3.2": 2,
        "6.3.3": 3, "7": 4, "7.1": 7, "9": 9, "9.1": 3, "10": 2,
    }  # fmt: skip


@pytest.mark.skipif(SEED is None, reason="the founding documents are not here")
def test_the_document_itself_has_as_many_parts():
    found: Counter[int] = Counter()
    body = SEED.read_text("utf-8").split("第一條", 1)[1].replace("　", " ")
    for line in body.split("\n"):
        for mark, pattern in enumerate((r"\d+、", r"\([一二三四五]\)", r"\d+\.\s")):
            found[mark] += bool(re.match(pattern, line.strip()))

    marked = [rule for rule in EDITION.rules if "款" in rule.ref]
    assert found[0] == sum(rule.ref.endswith("款") for rule in marked) + len(EDITION.definitions)
    assert found[1] == sum(rule.ref.endswith("目") for rule in marked)
    assert found[2] == sum("目之" in rule.ref for rule in marked)


@pytest.mark.parametrize(
    ("path", "ref"),
    [
        ("5", "第5條"),
        ("5.1", "第5條第1款"),
        ("5.3.1", "第5條第3款第1目"),
        ("6.3.1.1", "第6條第3款第1目之1"),
        ("7.1.1", "第7條第1項第1款"),
        ("9.7", "第9條第7項"),
    ],
)
def test_a_rule_is_cited_as_articles_are(path, ref):
    assert EDITION.by_path[path].ref == ref


def test_only_articles_of_several_paragraphs_count_paragraphs():
    for rule in EDITION.rules:
        assert ("項" in rule.ref) == (rule.path.split(".")[0] in PARAGRAPHS and "." in rule.path)
        assert rule.code == f"ET-{rule.path.split('.')[0]}"


def test_definitions_are_definitions_and_not_rules():
    assert [(d.path, d.term) for d in EDITION.definitions] == [
        ("2.1", "雲端服務"),
        ("2.2", "社群媒體"),
        ("2.3", "行動裝置"),
        ("2.4", "員工自攜行動裝置（BYOD）"),
        ("2.5", "物聯網設備"),
        ("2.6", "電子式交易驗證"),
        ("2.7", "深度偽造（Deepfake）"),
        ("2.8", "人工智慧"),
    ]
    assert not any(rule.path.startswith("2.") for rule in EDITION.rules)


def test_purpose_definitions_and_closing_provisions_are_not_inspected():
    leaves = {rule.path.split(".")[0] for rule in EDITION.rules if rule.leaf}

    assert leaves == {str(number) for number in range(1, 14)} - {"1", "2", "12", "13"}


def test_what_is_advised_is_not_ordered():
    assert {rule.path for rule in EDITION.rules if rule.strength == "should"} == {"5.4.1", "7.3"}


def test_everything_is_inspected_yearly_and_some_of_it_at_an_event_too():
    cadences = {r.path: [c.value for c in r.cadence] for r in EDITION.rules if r.leaf}

    both = {path for path, found in cadences.items() if found == ["annual", "event"]}
    assert both == {"6.3.1.4", "6.3.3.1", "6.3.3.3"}
    assert cadences["6.3.3.2"] == ["event"]
    assert {path for path, found in cadences.items() if found == ["annual"]} == (
        set(cadences) - both - {"6.3.3.2"}
    )


NOTHING = {
    "order_channels": ["voice"],
    **dict.fromkeys(
        [
            "foreign_group", "cloud_user", "cloud_provider", "official_social_media",
            "mobile_device_duty", "byod", "mobile_app", "iot_devices", "video_identity", "ai_use",
        ],
        False,
    ),
}  # fmt: skip


def test_a_firm_with_none_of_it_keeps_what_binds_everyone():
    assert bound(**NOTHING) == {"3.1", "5.1", "5.2", "8", "9.9", "10.2"}


@pytest.mark.parametrize(
    ("fact", "value", "entered"),
    [
        ("foreign_group", True, {"3.2"}),
        ("cloud_user", True, {"4"}),
        ("cloud_provider", True, {"4"}),
        ("official_social_media", True, {"5.3.1", "5.3.2", "5.3.3", "5.4.1", "5.4.2"}),
        ("mobile_device_duty", True, {"6.1"}),
        ("byod", True, {"6.2"}),
        ("mobile_app", True, {r.path for r in EDITION.rules if r.leaf and r.path[:4] == "6.3."}),
        ("iot_devices", True, {r.path for r in EDITION.rules if r.leaf and r.path[:2] == "7."}),
        (
            "order_channels",
            ["internet"],
            {r.path for r in EDITION.rules if r.leaf and r.path[:2] == "9."} - {"9.9"},
        ),
        ("video_identity", True, {"10.1"}),
        ("ai_use", True, {"11"}),
    ],
)
def test_each_fact_brings_in_its_own_rules(fact, value, entered):
    assert bound(**NOTHING | {fact: value}) - bound(**NOTHING) == entered


def test_figures_are_data():
    found = {
        (rule.path, each.id): (each.value, each.unit, each.population)
        for rule in EDITION.rules
        for each in rule.thresholds
    }

    assert found == {
        ("6.3.3.1", "app_test"): (1, "次/年", "涉及客戶使用的行動應用程式"),
        ("9.1", "login_factors"): (2, "類", "客戶電子式交易登入"),
        ("9.7", "failed_attempts"): (5, "次", "客戶電子式交易"),
        ("9.8", "password_length"): (6, "字元", "客戶電子式交易"),
        ("9.9", "trail_retention"): (5, "年", "個人資料使用的軌跡資料、證據及紀錄"),
    }
    assert EDITION.by_path["9.7"].thresholds[0].action == "帳號鎖定"
    assert [kept.years for kept in EDITION.by_path["9.9"].retention] == [5]


def test_rules_name_what_they_rest_on():
    assert [s.cites for s in EDITION.by_path["3.1"].sources] == ["", "twse/mechanism"]
    assert {rule.path for rule in EDITION.rules if rule.sources} == {
        "3.1", "4", "6.3.1.4", "6.3.3.1", "6.3.3.2", "11", "12",
    }  # fmt: skip
