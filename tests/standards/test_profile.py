import pytest
from tests.standards.books import AT, DAY, DOORS, GATES, standings
from tests.standards.validating import errors

from chahe.standards import as_bytes, oscal_profile


def profile(found, book=GATES):
    made = oscal_profile(book, found, firm="\u3000示範*證券", on=DAY, at=AT)
    assert errors(made) == []
    return made["profile"]


def ids(chosen):
    return [one for each in chosen or [] for one in each["with-ids"]]


def test_profile_includes_what_binds_and_excludes_the_rest_with_reasons():
    made = profile(standings(cloud_user=False))

    (chosen,) = made["imports"]
    catalog, because = made["back-matter"]["resources"]
    assert ids(chosen["include-controls"]) == ["rule-1", "rule-1.1", "rule-1.2", "rule-2"]
    assert ids(chosen["exclude-controls"]) == ["rule-1.2.a"]
    assert chosen["href"] == f"#{catalog['uuid']}"
    assert catalog["rlinks"][0]["href"] == "made-gates-2026-01-01.catalog.json"
    assert because["description"].endswith("故不適用")
    assert [(p["value"], p["remarks"]) for p in because["props"]] == [("rule-1.2.a", "窗")]
    assert "modify" not in made


def test_profile_says_why_a_conditional_rule_binds():
    made = profile(standings(cloud_user=True))

    (alter,) = made["modify"]["alters"]
    assert alter["control-id"] == "rule-1.2.a"
    assert alter["adds"][0]["props"][0]["value"].startswith("適用使用雲端服務者")
    assert "exclude-controls" not in made["imports"][0]
    assert len(made["back-matter"]["resources"]) == 1


def test_profile_of_what_is_not_stated_binds():
    made = profile(standings())

    assert "rule-1.2.a" in ids(made["imports"][0]["include-controls"])


def test_profile_where_nothing_binds_excludes_all():
    found = [each for each in standings(cloud_user=False) if not each.applies]

    (chosen,) = profile(found)["imports"]

    assert chosen["include-all"] == {}
    assert ids(chosen["exclude-controls"]) == ["rule-1.2.a"]


def test_profile_names_the_firm_and_the_day():
    about = profile(standings())["metadata"]

    assert about["title"] == "示範\\*證券適用的門禁查核要點"
    assert {p["name"]: p["value"] for p in about["props"]} == {
        "document": "made/gates",
        "firm": "示範*證券",
        "on": "2026-11-21",
    }


def test_profile_is_the_same_bytes_each_time():
    made = [as_bytes(oscal_profile(GATES, standings(), firm="甲", on=DAY, at=AT)) for _ in range(2)]

    assert made[0] == made[1]


def test_profile_of_another_document_is_refused():
    with pytest.raises(ValueError, match="made/doors"):
        oscal_profile(DOORS, standings(), firm="甲", on=DAY, at=AT)
