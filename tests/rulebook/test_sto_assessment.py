"""The assessment of security-token platforms, counted against the table for accountants (S4)."""

from collections import Counter
from datetime import date

import pytest

from chahe.rulebook import accept_facts, load_editions, scope, sections

BOOKS = {edition.document: edition for edition in load_editions()}
BOOK = BOOKS["tpex/sto-assessment"]
LEAVES = {rule.path: rule for rule in BOOK.rules if rule.leaf}
TODAY = date(2026, 11, 21)

# One line a row of the table, in its order: the procedures its last column asks for, the lowest
# numbered ones where a procedure has parts.
PROCEDURES = {
    "1.1": 2, "1.2": 2,
    "2.1.1": 3, "2.1.2": 14, "2.2": 3,
    "3.1": 2, "3.2": 2, "3.3": 2, "3.4": 1, "3.5": 5, "3.6": 5,
    "3.7.1": 4, "3.7.2": 4, "3.7.3": 2,
    "3.7.4.1.a": 1, "3.7.4.1.b": 2, "3.7.4.1.c": 2, "3.7.4.1.d": 2, "3.7.4.1.e": 2,
    "3.7.4.1.f": 2, "3.7.4.1.g": 2,
    "3.7.4.2": 14, "3.7.4.3": 1, "3.7.4.4": 1, "3.7.4.5": 3,
    "3.8.1": 2, "3.8.2": 3, "3.8.3": 3, "3.8.4": 6, "3.8.5": 14, "3.8.6": 2,
    "3.9.1": 4, "3.9.2": 2,
    "3.10.1": 2, "3.10.2": 2, "3.10.3": 2, "3.10.4": 4, "3.10.5": 4, "3.10.6": 4, "3.10.7": 5,
    "3.10.8": 3,
    "3.11": 4,
    "3.12.1": 3, "3.12.2": 2, "3.12.3": 1, "3.12.4": 2, "3.12.5": 5, "3.12.6": 3, "3.12.7": 1,
    "3.13": 2,
    "3.14.1": 6, "3.14.2": 5, "3.14.3": 7, "3.14.4": 7, "3.14.5": 7, "3.14.6": 1,
    "3.15": 4, "3.16": 3, "3.17": 2,
    "3.18.1.1": 4, "3.18.1.2": 2, "3.18.1.3": 2, "3.18.1.4": 3, "3.18.1.5": 6, "3.18.1.6": 2,
    "3.18.1.7": 2, "3.18.1.8": 4,
    "3.19": 14, "3.20": 7,
}  # fmt: skip
GROUPS = ["1", "2", "2.1", "3", "3.7", "3.7.4", "3.7.4.1", "3.8", "3.9", "3.10", "3.12", "3.14",
          "3.18", "3.18.1"]  # fmt: skip
SOURCES = {1: 5, 2: 48, 3: 12, 4: 3, 6: 1}  # citations in a row: rows


def test_every_row_of_the_three_areas_is_inspected():
    assert list(LEAVES) == list(PROCEDURES)
    assert Counter(path.partition(".")[0] for path in LEAVES) == {"1": 2, "2": 3, "3": 64}
    assert [rule.path for rule in BOOK.rules if not rule.leaf] == GROUPS


@pytest.mark.parametrize("path", PROCEDURES)
def test_a_row_has_a_step_for_every_procedure_and_its_sources(path):
    rule = LEAVES[path]

    assert len(rule.procedure) == PROCEDURES[path]
    assert rule.sources[0].text.startswith("證券商經營自行買賣具證券性質之虛擬通貨業務")
    assert rule.question.endswith("？") and len(rule.title) <= 20


def test_methods_are_the_verbs_procedures_begin_with():
    found = Counter(step.method.value for rule in LEAVES.values() for step in rule.procedure)
    verbs = {
        "obtain": "取得",
        "inspect": "檢查",
        "inquire": "詢問",
        "observe": "實地觀察",
        "confirm": "確認",
    }

    assert found == {
        "obtain": 47, "inspect": 192, "sample": 8, "inquire": 1, "observe": 1, "confirm": 7,
    }  # fmt: skip
    for rule in LEAVES.values():
        for step in rule.procedure:
            assert step.text.startswith(verbs.get(step.method, "抽")), (rule.path, step.text)


def test_sources_are_counted_as_the_table_prints_them():
    assert Counter(len(rule.sources) for rule in LEAVES.values()) == SOURCES


def test_citations_are_bound():
    cited = [source.cites for rule in LEAVES.values() for source in rule.sources if source.cites]
    of_mechanism = Counter(c.partition("#")[2] for c in cited if c.startswith("twse/mechanism#"))
    of_guild = Counter(c for c in cited if not c.startswith("twse/mechanism#"))

    assert of_mechanism == {"3": 1, "6": 1, "7": 6, "8": 3, "9": 3, "10": 1, "11": 1}
    assert of_guild == {"tsa/emerging-technology#8": 1, "tsa/emerging-technology": 5}
    for each in cited:
        document, _, path = each.partition("#")
        assert document in BOOKS and (not path or path in BOOKS[document].by_path), each


def test_nothing_that_names_a_document_we_have_is_left_unbound():
    for rule in LEAVES.values():
        for source in rule.sources:
            ours = "資通安全檢查機制" in source.text or "資訊安全自律規範" in source.text
            assert bool(source.cites) is ours, source.text


def test_it_has_no_day_and_codes_of_our_own():
    assert (BOOK.edition, BOOK.start, BOOK.own_codes) == ("undated", None, True)
    assert {rule.path.partition(".")[0]: rule.code for rule in BOOK.rules} == {
        "1": "STO-1",
        "2": "STO-2",
        "3": "STO-3",
    }
    assert [rule.path for rule in sections(BOOK)] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("path", "ref"),
    [
        ("1.1", "1(1)"),
        ("2.1.2", "2(1)2"),
        ("3.7.4.1.a", "3(7)4(1)A"),
        ("3.12.2", "3(12)2"),
        ("3.18.1.8", "3(18)1(8)"),
    ],
)
def test_refs_are_written_as_the_table_numbers(path, ref):
    assert LEAVES[path].ref == ref


def bound(**facts):
    standings = scope([BOOK], facts=accept_facts(facts), on=TODAY)
    return {s.rule.path: s for s in standings if s.rule.leaf}


TOKENS = {"services": ["brokerage", "security_token"]}
CONDITIONAL = {
    "mobile_app": {"3.7.4.2"},
    "qr_wallet": {"3.7.4.3", "3.7.4.4"},
    "outsourcing": {path for path in PROCEDURES if path.startswith("3.14.")},
    "cloud_user": {path for path in PROCEDURES if path.startswith("3.18.")},
    "key_custody": set(),
    "outsourcing_customer_data": set(),
}


def test_nothing_binds_a_firm_without_the_business():
    found = bound(services=["brokerage", "dealing"])

    assert [path for path, standing in found.items() if standing.applies] == []


@pytest.mark.parametrize("fact", CONDITIONAL)
def test_a_conditional_row_leaves_when_its_fact_is_denied(fact):
    found = bound(**TOKENS, **{fact: False})

    assert {path for path, standing in found.items() if not standing.applies} == CONDITIONAL[fact]


def test_all_rows_bind_a_firm_that_has_stated_no_more():
    assert all(standing.applies for standing in bound(**TOKENS).values())


@pytest.mark.parametrize(
    ("stated", "said"), [(True, "為是"), (False, "為否"), (None, "未申報「受託管理客戶私密金鑰」")]
)
def test_key_management_says_whether_the_firm_holds_keys(stated, said):
    standing = bound(**TOKENS, key_custody=stated)["3.6"]

    assert standing.applies and said in standing.reason


def test_cadences_beyond_the_year_are_those_in_the_text():
    found = {
        path: [word.value for word in rule.cadence]
        for path, rule in LEAVES.items()
        if rule.cadence != BOOK.by_path["1"].cadence
    }

    assert found == {
        "3.4": ["annual", "quarterly"],
        "3.7.4.5": ["annual", "semiannual", "event"],
        "3.8.2": ["annual", "semiannual"],
        "3.8.5": ["annual", "semiannual"],
        "3.12.2": ["annual", "event"],
        "3.12.3": ["annual", "event"],
        "3.12.5": ["annual", "semiannual"],
        "3.12.6": ["annual", "event"],
        "3.12.7": ["annual", "event"],
    }


def test_figures_are_data():
    found = {
        (rule.path, each.id): (each.value, each.unit)
        for rule in BOOK.rules
        for each in rule.thresholds
    }

    assert found == {
        ("1", "report_deadline"): (3, "個月"),
        ("2", "report_deadline"): (3, "個月"),
        ("3", "report_deadline"): (3, "個月"),
        ("1.1", "chief"): (1, "人"),
        ("1.1", "dedicated_staff"): (1, "人"),
        ("1.2", "certificates"): (2, "張"),
        ("2.1.2", "password_length"): (6, "字元"),
        ("2.1.2", "failed_attempts"): (5, "次"),
        ("2.1.2", "password_age"): (1, "年"),
        ("2.1.2", "password_history"): (1, "次"),
        ("3.3", "frequency"): (1, "次/年"),
        ("3.4", "frequency"): (4, "次/年"),
        ("3.7.1", "change_persons"): (2, "人"),
        ("3.7.4.5", "frequency"): (1, "次/半年"),
        ("3.8.2", "frequency"): (1, "次/半年"),
        ("3.8.3", "frequency"): (1, "次/年"),
        ("3.8.5", "review_frequency"): (1, "次/半年"),
        ("3.8.5", "password_length"): (6, "字元"),
        ("3.8.5", "password_interval"): (3, "個月"),
        ("3.9.1", "sample_size"): (1, "筆"),
        ("3.10.6", "retention"): (3, "年"),
        ("3.10.8", "frequency"): (1, "次/年"),
        ("3.11", "specialist_hours"): (15, "小時/年"),
        ("3.11", "user_hours"): (3, "小時/年"),
        ("3.11", "it_training"): (1, "次/年"),
        ("3.11", "staff_training"): (1, "次/年"),
        ("3.12.2", "initial_notice"): (30, "分鐘"),
        ("3.12.3", "trading_stops"): (2, "次/半年"),
        ("3.12.5", "review_frequency"): (1, "次/半年"),
        ("3.13", "trail_retention"): (10, "年"),
        ("3.13", "evidence_retention"): (3, "年"),
        ("3.15", "frequency"): (1, "次/年"),
    }
    (tries,) = [t for t in LEAVES["2.1.2"].thresholds if t.id == "failed_attempts"]
    assert (tries.population, tries.action) == ("客戶", "限制使用，須重新申請密碼")


def test_retention_is_stated_where_years_are():
    found = {
        path: [kept.years for kept in r.retention] for path, r in LEAVES.items() if r.retention
    }

    assert found == {"3.10.6": [3], "3.13": [10, 3]}
