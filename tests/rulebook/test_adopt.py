"""Editions made of decisions, on a regulation we invented."""

import re
from dataclasses import replace
from datetime import date

import pytest

from chahe.deadlines import Cadence
from chahe.rulebook import Change, ChangeKind, Strength, Threshold, load_editions
from chahe.rulebook.adopt import EVERYONE, Adopted, AdoptError, adopt, own_code
from chahe.rulebook.propose import propose

SAID = {
    "document": "demo/room",
    "title": "機房管理要點",
    "body": "示範公會",
    "source": "官方文件匯入：room.txt",
}


def rule(path, *, origin=None, kind=ChangeKind.NEW, **said):
    words = {
        "code": "CC-1" if "." not in path else "",
        "title": f"第 {path} 條",
        "question": "是否做到？",
        "strength": Strength.SHALL,
        "cadence": (Cadence.ANNUAL,) if "." not in path else (),
        "scope": "",
        "evidence": ("policy_document",) if "." in path else (),
        "inspected": True,
        **said,
    }
    return Adopted(path=path, change=Change(kind, origin, ""), **words)


def first():
    return adopt(None, start=date(2024, 5, 15), rules=[rule("1"), rule("1.1"), rule("1.2")], **SAID)


def test_an_edition_of_its_own_has_its_rules_in_order():
    edition = adopt(
        None,
        start=date(2024, 5, 15),
        rules=[rule("10.1"), rule("10"), rule("9.b"), rule("9"), rule("9.1")],
        **SAID,
    )

    assert edition.id == "demo/room@2024-05-15"
    assert [each.path for each in edition.rules] == ["9", "9.1", "9.b", "10", "10.1"]
    assert [each.leaf for each in edition.rules] == [False, True, True, False, True]
    assert edition.by_path["9.1"].cadence == (Cadence.ANNUAL,)
    assert edition.by_path["9.1"].code == "CC-1"
    assert [step.method.value for step in edition.by_path["9.1"].procedure] == [
        *("obtain", "inspect", "inquire")
    ]
    assert edition.by_path["9"].procedure == ()
    assert edition.own_codes is False


def test_a_document_without_codes_gets_ours():
    edition = adopt(None, start=date(2024, 5, 15), rules=[rule("3", code=""), rule("3.1")], **SAID)

    assert [each.code for each in edition.rules] == ["R-3", "R-3"]
    assert edition.own_codes is True
    assert own_code("tsa/emerging-technology", "12.1") == "ET-12"


def test_what_is_carried_over_keeps_how_it_is_inspected_and_its_lineage():
    base = first()
    old = replace(
        base.by_path["1.2"],
        thresholds=(Threshold("years", "保存", 1, "年", "紀錄", "保存"),),
        lineage=("twse/mechanism@2018-11-30#6.1",),
    )
    base = replace(base, rules=(*base.rules[:2], old))
    rules = [
        rule("1", origin="1", kind=ChangeKind.SAME),
        rule("1.3", origin="1.2", kind=ChangeKind.RENUMBERED),
    ]

    edition = adopt(base, start=date(2025, 1, 1), rules=rules, **SAID)

    kept = edition.by_path["1.3"]
    assert kept.thresholds == old.thresholds
    assert kept.procedure == old.procedure
    assert kept.lineage == ("demo/room@2024-05-15#1.2", "twse/mechanism@2018-11-30#6.1")
    assert kept.change == Change(ChangeKind.RENUMBERED, "1.2", "")


def test_what_is_not_kept_has_neither_checks_nor_thresholds():
    rules = [
        rule("1", origin="1", kind=ChangeKind.SAME),
        rule("1.2", origin="1.2", kind=ChangeKind.REWORDED, keeps=False),
    ]

    edition = adopt(first(), start=date(2025, 1, 1), rules=rules, **SAID)

    assert edition.by_path["1.2"].lineage == ()
    assert edition.by_path["1.2"].procedure != ()


def test_a_scope_is_one_of_the_base_or_everyones():
    base = next(e for e in load_editions() if e.id == "twse/mechanism@2018-11-30")
    wording = base.by_path["1"].scope_text
    rules = [rule("1", scope=wording), rule("1.1"), rule("1.2", scope=EVERYONE)]

    edition = adopt(base, start=date(2025, 1, 1), rules=rules, **SAID)

    assert edition.by_path["1.1"].applies == base.by_path["1"].applies
    assert edition.by_path["1.2"].applies is None


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ([rule("1"), rule("1.1"), rule("1.1")], "有兩條"),
        ([rule("1"), rule("1.1.a")], "上層 1(1) 不在"),
        ([rule("1", cadence=()), rule("1.1")], "沒有週期"),
        ([rule("1"), rule("1.1", question="")], "填寫題目"),
        ([rule("1"), rule("1.1", evidence=())], "應備佐證"),
    ],
)
def test_decisions_that_make_no_edition_say_why(rules, said):
    with pytest.raises(AdoptError, match=re.escape(said)):
        adopt(None, start=date(2024, 5, 15), rules=rules, **SAID)


def test_a_definition_needs_neither_question_nor_cadence():
    bare = rule("2", inspected=False, question="", cadence=(), evidence=())

    edition = adopt(None, start=date(2024, 5, 15), rules=[bare], **SAID)

    assert [each.leaf for each in edition.rules] == [False]


@pytest.mark.parametrize("base", load_editions(), ids=lambda edition: edition.id)
def test_a_document_that_names_nothing_leaves_every_rule_as_it_was(base):
    proposals = propose(base, [], texts={}, partial=True)

    edition = adopt(
        base,
        start=date(2030, 1, 1),
        rules=[each.adopted for each in proposals],
        **{**SAID, "document": base.document},
    )

    def bare(edition):
        return {each.path: replace(each, change=None, lineage=()) for each in edition.rules}

    assert bare(edition) == bare(base)
    assert {each.change.kind for each in edition.rules} == {ChangeKind.SAME}
