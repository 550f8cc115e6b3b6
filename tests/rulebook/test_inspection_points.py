"""The exchange's inspection points, counted against its slides (S2)."""

from collections import Counter
from datetime import date

import pytest

from chahe.rulebook import accept_facts, load_editions, scope

(EDITION,) = [e for e in load_editions() if e.document == "twse/inspection-points"]
MECHANISM = next(e for e in load_editions() if e.id == "twse/mechanism@2018-11-30")
DAY = date(2026, 3, 4)

AREAS = {  # area: title, points, what it corresponds to
    "1": ("風險評鑑管理", 2, "1"),
    "2": ("資訊安全政策", 3, "2"),
    "3": ("安全組織", 3, "3"),
    "4": ("資產分類與控制", 2, "4"),
    "5": ("人員安全", 2, "5"),
    "6": ("實體與環境安全", 2, "6"),
    "7": ("網路安全管理", 16, "7.1"),
    "8": ("電腦系統及作業安全管理", 2, "7.2"),
    "9": ("存取控制", 11, "8"),
    "10": ("系統開發及維護", 11, "9"),
    "11": ("持續營運管理", 6, "10"),
    "12": ("符合性", 2, "11"),
    "13": ("新興科技應用", 5, "12"),
    "14": ("前三級證券商加辦事項", 7, ""),
    "15": ("一二級證券商加辦事項", 3, ""),
    "16": ("資安事件通報", 4, "10.5"),
    "17": ("事件應變", 4, "10"),
    "18": ("案例對應作為", 4, "9"),
    "19": ("查核種類", 3, ""),
    "20": ("監理科技與諮詢", 3, ""),
}


def bound(**facts):
    standings = scope([EDITION], facts=accept_facts(facts), on=DAY)
    return {s.rule.path for s in standings if s.applies and s.rule.leaf}


def words(rule):
    return [cadence.value for cadence in rule.cadence]


def test_slides_without_a_day_make_an_edition_without_one():
    assert (EDITION.edition, EDITION.start, EDITION.own_codes) == ("undated", None, True)


@pytest.mark.parametrize("area", AREAS)
def test_area_has_its_points_in_order(area):
    title, points, cited = AREAS[area]

    rule = EDITION.by_path[area]

    under = [each.path for each in EDITION.rules if each.parent == area]
    assert (rule.title, rule.code) == (title, f"IP-{area}")
    assert under == [f"{area}.{number}" for number in range(1, points + 1)]
    assert [s.cites for s in rule.sources if "#" in s.cites] == (
        [f"twse/mechanism#{cited}"] if cited else []
    )


def test_nothing_else_is_in_the_book():
    depths = Counter(rule.path.count(".") for rule in EDITION.rules)

    assert depths == {0: 20, 1: sum(points for _, points, _ in AREAS.values())}
    assert sum(rule.leaf for rule in EDITION.rules) == 89


def test_columns_of_the_slides_are_read_in_their_order():
    titles = [EDITION.by_path[f"9.{number}"].title for number in (4, 5, 7, 8, 11)]

    assert titles == [
        "密碼複雜度長度期限",
        "核心系統稽核日誌",
        "登入下單多因子驗證",
        "線上交付憑證驗證",
        "DMA 合規與紀錄五年",
    ]


def test_kinds_of_inspection_and_background_are_not_inspected():
    assert {r.path for r in EDITION.rules if "." in r.path and not r.leaf} == {
        "19.1", "19.2", "19.3", "20.1", "20.2", "20.3",
    }  # fmt: skip
    assert all(not r.cadence for r in EDITION.rules if r.path.split(".")[0] in {"19", "20"})


@pytest.mark.parametrize(
    ("level", "first_three", "first_two"),
    [("1", True, True), ("2", True, True), ("3", True, False), ("4", False, False)],
)
def test_level_decides_the_extra_duties(level, first_three, first_two):
    found = bound(level=level)

    assert {p for p in found if p.startswith("14.")} == (
        {f"14.{number}" for number in range(1, 8)} if first_three else set()
    )
    assert {p for p in found if p.startswith("15.")} == (
        {f"15.{number}" for number in range(1, 4)} if first_two else set()
    )


def test_a_level_not_stated_frees_nobody():
    assert {p for p in bound() if p[:3] in ("14.", "15.")} == {
        *(f"14.{number}" for number in range(1, 8)),
        *(f"15.{number}" for number in range(1, 4)),
    }


@pytest.mark.parametrize(
    ("facts", "freed"),
    [
        ({"order_channels": ["voice"]}, {"7.13", "7.16", "9.7", "9.8"}),
        ({"dma": False}, {"9.11"}),
        ({"mobile_app": False}, {"10.6", "10.8", "10.9"}),
        ({"api_service": False}, {"10.7"}),
        ({"cloud_user": False}, {"13.1"}),
        ({"byod": False}, {"13.3"}),
        ({"iot_devices": False}, {"13.4", "13.5"}),
        ({"ciso": False}, {"3.3"}),
        ({"online_account_opening": False}, {"14.5"}),
    ],
)
def test_a_fact_frees_from_its_own_points_alone(facts, freed):
    assert bound() - bound(**facts) == freed


def test_how_often():
    yearly = [r for r in EDITION.rules if r.leaf and words(r) == ["annual"]]
    event = {r.path for r in EDITION.rules if r.leaf and words(r) == ["event"]}

    assert words(EDITION.by_path["10.4"]) == ["semiannual"]
    assert event == {
        "10.8", "10.10", *(f"16.{n}" for n in range(1, 5)), *(f"17.{n}" for n in range(1, 5)),
    }  # fmt: skip
    assert len(yearly) + len(event) + 1 == 89


def test_who():
    assert EDITION.by_path["14.3"].responsible == "第一級、第二級及第三級證券商"
    assert EDITION.by_path["15.2"].responsible == "第一級及第二級證券商"
    assert EDITION.by_path["19.1"].responsible == "臺灣證券交易所"
    assert all(rule.responsible for rule in EDITION.rules if rule.leaf)


def test_figures_are_data():
    found = {
        (rule.path, each.id): (each.value, each.unit)
        for rule in EDITION.rules
        for each in rule.thresholds
    }

    assert found == {
        ("1.2", "assessment"): (1, "次/年"),
        ("4.2", "grading"): (1, "次/年"),
        ("7.8", "retention"): (3, "年"),
        ("7.14", "login_analysis"): (1, "次/日"),
        ("9.4", "password_length"): (6, "字元"),
        ("9.4", "password_age"): (90, "日"),
        ("9.11", "retention"): (5, "年"),
        ("10.4", "scan_interval"): (6, "個月"),
        ("10.6", "app_test"): (1, "次/年"),
        ("12.1", "audit"): (1, "次/年"),
        ("13.5", "inventory_update"): (1, "次/年"),
        ("14.4", "checkup_level_1"): (1, "次/年"),
        ("14.4", "checkup_levels_2_3"): (1, "次/2年"),
        ("16.1", "initial_report"): (30, "分鐘"),
        ("16.2", "formal_report"): (24, "小時"),
        ("16.3", "release_report"): (3, "日"),
    }
    assert [t.population for t in EDITION.by_path["14.4"].thresholds] == [
        "第一級證券商",
        "第二級及第三級證券商",
    ]
    kept = {r.path: [k.years for k in r.retention] for r in EDITION.rules if r.retention}
    assert kept == {"7.8": [3], "9.11": [5]}


def test_what_is_cited_exists():
    cited = [source.cites for rule in EDITION.rules for source in rule.sources if source.cites]

    assert {cite.partition("#")[0] for cite in cited} == {"twse/mechanism"}
    assert [c for c in cited if "#" in c and c.partition("#")[2] not in MECHANISM.by_path] == []
