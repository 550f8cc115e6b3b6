"""The control standard as the exchange's slides explain its amendment (S1)."""

from collections import Counter
from datetime import date

import pytest

from chahe.rulebook import accept_facts, load_editions, scope

(EDITION,) = [e for e in load_editions() if e.document == "twse/control-standard-2018"]
MECHANISM = next(e for e in load_editions() if e.id == "twse/mechanism@2018-11-30")
DAY = date(2026, 3, 4)
BANDS = {
    "3.1": {"3.1.1", "3.1.2", "3.1.3"},
    "3.2": {"3.2.1", "3.2.2"},
    "3.3": {"3.3.1", "3.3.2"},
    "3.4": {"3.4.1", "3.4.2"},
}
BILLION = 10**9


def bound(**facts):
    standings = scope([EDITION], facts=accept_facts(facts), on=DAY)
    parents = {rule.parent for rule in EDITION.rules}
    return {s.rule.path for s in standings if s.applies and s.rule.path not in parents}


def test_slides_without_a_day_make_an_edition_without_one():
    assert (EDITION.edition, EDITION.start, EDITION.own_codes) == ("undated", None, True)


def test_every_part_of_the_slides_is_a_rule():
    depths = Counter(rule.path.count(".") for rule in EDITION.rules)

    assert [(r.path, r.code, r.title) for r in EDITION.rules if not r.parent] == [
        ("1", "CS-1", "新興科技管理"),
        ("2", "CS-2", "資安執行情形聲明書"),
        ("3", "CS-3", "資安人力配置"),
        ("4", "CS-4", "資安教育訓練"),
        ("5", "CS-5", "資訊安全自評表"),
    ]
    assert depths == {0: 5, 1: 18, 2: 22, 3: 19, 4: 2}
    assert sum(rule.leaf for rule in EDITION.rules) == 36


def test_new_technology_points_at_the_mechanism_leaf_by_leaf():
    cited = {
        source.cites.removeprefix("twse/mechanism#")
        for rule in EDITION.rules
        if rule.path.split(".")[0] == "1"
        for source in rule.sources
        if source.cites
    }

    assert cited == {r.path for r in MECHANISM.rules if r.path.split(".")[0] == "12"}


def test_what_is_cited_exists():
    for rule in EDITION.rules:
        for source in rule.sources:
            document, _, path = source.cites.partition("#")
            assert not source.cites or (document == "twse/mechanism" and path in MECHANISM.by_path)


@pytest.mark.parametrize(
    ("capital", "band"),
    [
        (50 * BILLION, "3.1"),
        (20 * BILLION, "3.1"),
        (20 * BILLION - 1, "3.2"),
        (10 * BILLION, "3.2"),
        (10 * BILLION - 1, "3.3"),
        (4 * BILLION, "3.3"),
        (4 * BILLION - 1, "3.4"),
        (0, "3.4"),
    ],
)
def test_capital_puts_a_firm_into_exactly_one_band(capital, band):
    found = bound(paid_in_capital=capital)

    assert {path for path in found if path.startswith("3.")} == BANDS[band] | {"3.5"}


def test_a_capital_not_stated_frees_nobody():
    assert {p for p in bound() if p.startswith("3.")} == {"3.5"}.union(*BANDS.values())


def test_heads_are_data():
    found = {
        rule.path: [(each.id, each.value, each.unit) for each in rule.thresholds]
        for rule in EDITION.rules
        if rule.thresholds and rule.path.startswith("3.")
    }

    assert found == {
        "3.1.2": [("head", 1, "人"), ("staff", 2, "人")],
        "3.2.1": [("head", 1, "人"), ("staff", 2, "人")],
        "3.3.1": [("head", 1, "人"), ("staff", 1, "人")],
        "3.4.1": [("staff", 1, "人")],
    }


def test_staffing_says_everywhere_that_its_order_is_repealed():
    silent = [
        rule.path
        for rule in EDITION.rules
        if rule.path.split(".")[0] == "3" and rule.path != "3.5"
        if "已廢止" not in rule.question
    ]

    assert silent == []
    assert any("3" in n.points and "已廢止" in n.summary for n in EDITION.notices)
    assert not any(r.leaf or r.cadence for r in EDITION.rules if r.path.split(".")[0] == "3")


def test_the_other_figures_are_data():
    found = {
        rule.path: [(each.value, each.unit) for each in rule.thresholds]
        for rule in EDITION.rules
        if rule.thresholds and not rule.path.startswith("3.")
    }

    assert found == {
        "1.4.1": [(1, "次/年")],
        "2.1": [(1, "次/年")],
        "2.3": [(3, "個月")],
        "4.1": [(15, "小時/年")],
        "4.2": [(3, "小時/年")],
    }


def test_statement_names_its_signers_and_its_place():
    rule = EDITION.by_path["2.3"]

    assert rule.responsible == "資安最高主管、董事長、總經理、稽核主管"
    assert "內部稽核申報作業 → 內部控制制度聲明書公告" in rule.question


def test_self_assessment_has_its_four_occasions():
    found = {r.title: [c.value for c in r.cadence] for r in EDITION.rules if r.parent == "5"}

    assert found == {
        "增加業務種類": ["event"],
        "增加營業項目": ["event"],
        "設置分支機構": ["event"],
        "轉投資國內外事業": ["event"],
    }
    assert [s.text for s in EDITION.by_path["5"].sources] == [
        "金管證券字第1070335501號函（107年10月2日）"
    ]


@pytest.mark.parametrize(
    ("fact", "freed"),
    [
        ("cloud_user", {"1.1.1"}),
        ("cloud_provider", {"1.1.2"}),
        ("official_social_media", {f"1.2.3.{n}" for n in range(1, 5)}),
        ("mobile_device_duty", {f"1.3.1.{n}" for n in range(1, 4)}),
        ("byod", {f"1.3.2.{n}" for n in range(1, 4)}),
        (
            "mobile_app",
            {"1.3.3.1.1", "1.3.3.1.2", "1.3.3.2", *(f"1.3.4.{n}" for n in range(1, 6))},
        ),
        ("iot_devices", {f"1.4.{n}" for n in range(1, 5)}),
    ],
)
def test_a_fact_frees_from_its_own_rules_alone(fact, freed):
    assert bound() - bound(**{fact: False}) == freed


def test_what_is_advised_is_not_ordered():
    assert {r.path for r in EDITION.rules if r.strength == "should"} == {"1.3.3.1.2", "1.4.4"}
