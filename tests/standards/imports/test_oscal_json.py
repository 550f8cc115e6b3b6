import copy

import pytest
from tests.standards.imports.frameworks import CATALOG, as_json

from chahe.official.model import OfficialError
from chahe.standards import read_any


def catalog(**fields):
    made = copy.deepcopy(CATALOG)
    made["catalog"].update(fields)
    made["oscal-version"] = "1.1.2"
    return as_json(made)


def rules(data):
    (edition,) = read_any(data, "gate.json").editions
    return edition.rules


def test_catalog_becomes_an_official_document():
    read = read_any(as_json(CATALOG), "gate.json")

    (edition,) = read.editions
    assert (read.title, edition.label, edition.date) == ("Gate & Door Standard", "2026", None)
    assert [(r.path, r.label, r.code, r.title) for r in edition.rules] == [
        ("5", "A.5", "a.5", "Gates"),
        ("5.1", "A.5.1", "a.5.1", "Locks"),
        ("5.1.2", "a.5.1.2", "a.5.1.2", "Spare keys"),
        ("5.7", "a.5.7", "a.5.7", "Hinges"),
        ("6", "a.6", "a.6", "Doors"),
        ("6.1", "x", "x", "Any"),
    ]


def test_statement_is_the_text_with_its_items_and_parameters():
    locks = rules(as_json(CATALOG))[1]

    assert locks.text == "Lock after three tries: a. for some hours; always."
    assert (locks.sources, locks.procedure) == (("Lock Act, s. 7",), ("Try the lock.",))


def test_title_is_the_text_of_a_control_that_says_no_more():
    assert rules(as_json(CATALOG))[3].text == "Hinges"


def test_guidance_is_told_and_not_dropped():
    assert [each.text for each in read_any(as_json(CATALOG), "x").unplaced] == [
        "a.5.1 guidance：Keys are counted."
    ]


@pytest.mark.parametrize(
    ("ids", "paths"),
    [
        (["gv", "id"], ["1", "2"]),
        (["a.5", "b.5"], ["1", "2"]),
        (["5", "6"], ["5", "6"]),
        (["a-07", "a-9"], ["7", "9"]),
        (["5", "annex"], ["1", "2"]),
        (["", ""], ["1", "2"]),
    ],
)
def test_path_follows_the_frameworks_numbers_only_where_all_can(ids, paths):
    controls = [{"id": each, "title": "t"} for each in ids]

    assert [r.path for r in rules(catalog(groups=[], controls=controls))] == paths


def test_letters_stay_letters():
    under = [{"id": "7(a)", "title": "t"}, {"id": "7(C)", "title": "t"}]
    made = catalog(groups=[], controls=[{"id": "7", "title": "t", "controls": under}])

    assert [rule.path for rule in rules(made)] == ["7", "7.a", "7.c"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"oscal-version": "1", ', "第 1 行"),
        (b'{"oscal-version": "1", "a": ' + b"[" * 99_999, "巢狀"),
        (b'{"oscal-version": ' + b"9" * 9_999 + b"}", "數字"),
        (b'{"oscal-version": "\xff"}', "編碼"),
        (b'{"profile": {"metadata": {"oscal-version": "1.2.1"}}}', "profile（選用清單）"),
        (b'{"x": {"metadata": {"oscal-version": "1.2.1"}}}', "別種文件"),
        (b'{"catalog": {"metadata": {"oscal-version": "1.2.1"}}}', "沒有任何條款"),
        (b'{"catalog": [], "oscal-version": ""}', "沒有任何條款"),
    ],
)
def test_what_cannot_be_read_says_why(data, said):
    with pytest.raises(OfficialError, match=said):
        read_any(data, "x.json")


def test_too_many_and_too_deep_are_refused():
    deep = {"id": "1", "title": "t"}
    for _ in range(40):
        deep = {"id": "1", "title": "t", "controls": [deep]}
    many = [{"id": str(n), "title": "t"} for n in range(5_001)]

    with pytest.raises(OfficialError, match="超過 30 層"):
        rules(catalog(controls=[deep]))
    with pytest.raises(OfficialError, match="超過 5000 條"):
        rules(catalog(controls=many))


@pytest.mark.parametrize("value", [None, 7, [], {}, [None], ["x"], {"id": 1}, [{"id": []}], "x"])
@pytest.mark.parametrize("field", ["groups", "controls", "params", "metadata", "back-matter"])
def test_a_field_of_the_wrong_kind_is_never_a_crash(field, value):
    made = catalog(**{field: value})

    try:
        assert all(rule.path for rule in rules(made))
    except OfficialError as error:
        assert "條款" in str(error)
