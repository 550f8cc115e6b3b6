import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.standards.books import AT, GATES
from tests.standards.validating import errors

from chahe.rulebook import load_editions
from chahe.standards import as_bytes, file_name, oscal_catalog, read_any

OURS = "urn:chahe:oscal"


def controls(node):
    for each in node.get("controls", []):
        yield each
        yield from controls(each)


def by_id(catalog):
    groups = catalog["catalog"]["groups"]
    return {each["id"]: each for group in groups for each in controls(group)}


def values(control, name):
    return [each["value"] for each in control["props"] if each["name"] == name]


@pytest.mark.parametrize("book", load_editions(), ids=lambda book: book.id)
def test_catalog_of_every_book_is_valid_and_read_back_whole(book):
    catalog = oscal_catalog(book, at=AT)

    back = read_any(as_bytes(catalog), "catalog.json")

    assert errors(catalog) == []
    assert back.unplaced == ()
    rules = back.editions[0].rules
    assert [(r.path, r.code, r.cadence) for r in rules] == [
        (r.path, r.code, r.cadence) for r in book.rules
    ]
    assert [r.text for r in rules if book.by_path[r.path].question] == [
        " ".join(r.question.split()) for r in book.rules if r.question
    ]


def test_catalog_has_a_control_for_each_rule_in_a_group_for_each_section():
    catalog = oscal_catalog(GATES, at=AT)

    groups = catalog["catalog"]["groups"]
    assert errors(catalog) == []
    assert [(g["id"], g["title"]) for g in groups] == [
        ("section-1", "大門"), ("section-2", "附則"), ("definitions", "名詞定義"),
    ]  # fmt: skip
    assert {each["id"]: each["class"] for each in by_id(catalog).values()} == {
        "rule-1": "heading",
        "rule-1.1": "inspected",
        "rule-1.2": "heading",
        "rule-1.2.a": "inspected",
        "rule-2": "heading",
    }
    assert groups[2]["parts"][0]["title"] == "大門"


def test_control_has_all_that_is_known_of_its_rule():
    control = by_id(oscal_catalog(GATES, at=AT))["rule-1.1"]

    assert control["title"] == r"門鎖\*與\*\[鑰匙\] 清點"
    told = ("label", "sort-id", "path", "code", "strength", "cadence", "evidence", "responsible",
            "retention-years", "change", "change-from")  # fmt: skip
    assert {name: values(control, name) for name in told} == {
        "label": ["1(1)"],
        "sort-id": ["rule-0001.0001"],
        "path": ["1.1"],
        "code": ["XX-100"],
        "strength": ["shall"],
        "cadence": ["monthly", "event"],
        "evidence": ["firewall_log"],
        "responsible": ["總務"],
        "retention-years": ["3"],
        "change": ["reworded"],
        "change-from": ["1.2"],
    }
    assert [(p["id"], p["values"]) for p in control["params"]] == [("rule-1.1_prm-_7_keys", ["3"])]
    assert [(p["name"], p.get("ns"), p["prose"]) for p in control["parts"]] == [
        ("statement", OURS, "1\\. 門鎖是否每月清點？"),
        ("assessment-method", None, "取得清點表。"),
        ("assessment-method", None, "詢問保管人。"),
        ("assessment-method", None, "重新清點 \\<一次\\>。"),
    ]
    assert [values(p, "method") for p in control["parts"][1:]] == [
        ["EXAMINE"], ["INTERVIEW"], ["TEST"],
    ]  # fmt: skip


def test_source_is_in_the_back_matter_once():
    catalog = oscal_catalog(GATES, at=AT)["catalog"]

    source, notice = catalog["back-matter"]["resources"]
    links = by_id({"catalog": catalog})["rule-1.1"]["links"]
    assert links == [{"href": f"#{source['uuid']}", "rel": "reference"}]
    assert (source["title"], source["citation"]["text"]) == ("門禁要點第 7 點", "門禁要點第 7 點")
    assert values(source, "cites") == ["made/doors#2"]
    assert notice["title"] == "115年5月1日的修正，本版本未收錄"
    assert values(notice, "notice-point") == ["1.1"]


def test_official_text_is_there_only_where_it_is_bound():
    catalog = oscal_catalog(GATES, at=AT, texts={"1.2.a": "窗須上鎖。", "9": "沒有這一條"})

    found = {
        name: part["prose"]
        for name, control in by_id(catalog).items()
        for part in control["parts"]
        if part["name"] == "statement" and "ns" not in part
    }
    assert found == {"rule-1.2.a": "窗須上鎖。"}
    assert errors(catalog) == []
    assert {
        rule.path: rule.text for rule in read_any(as_bytes(catalog), "x").editions[0].rules
    }["1.2.a"] == "窗須上鎖。"  # fmt: skip


def test_catalog_is_the_same_bytes_for_the_same_edition_and_instant():
    elsewhere = AT.astimezone(timezone(timedelta(hours=-5)))

    assert as_bytes(oscal_catalog(GATES, at=AT)) == as_bytes(oscal_catalog(GATES, at=elsewhere))
    assert oscal_catalog(GATES, at=AT)["catalog"]["metadata"]["last-modified"] == (
        "2026-11-21T09:02:03+08:00"
    )


def test_catalog_keeps_its_uuid_until_its_content_changes():
    def uuid(book, at):
        return oscal_catalog(book, at=at)["catalog"]["uuid"]

    later = AT + timedelta(days=1)
    assert uuid(GATES, AT) == uuid(GATES, later)
    assert uuid(GATES, AT) != uuid(replace(GATES, source="別處"), AT)


def test_catalog_needs_a_time_zone():
    with pytest.raises(ValueError, match="time zone"):
        oscal_catalog(GATES, at=datetime(2026, 1, 1))  # noqa: DTZ001


def test_file_name_can_stand_in_an_address():
    assert file_name(GATES, "catalog") == "made-gates-2026-01-01.catalog.json"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(min_size=1), min_size=5, max_size=5))
def test_catalog_is_valid_whatever_the_text(words):
    title, question, source, unit, name = (f"{word}字" for word in words)
    rule = GATES.rules[1]
    rule = replace(
        rule,
        title=title,
        question=question,
        responsible=source,
        sources=(replace(rule.sources[0], text=source),),
        thresholds=(replace(rule.thresholds[0], id=name, unit=unit, title=title),),
    )
    book = replace(GATES, rules=(GATES.rules[0], rule, *GATES.rules[2:]))

    catalog = oscal_catalog(book, at=AT)

    assert errors(catalog) == []
    json.loads(as_bytes(catalog))
