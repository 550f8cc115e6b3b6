import pytest
from tests.web.inspections.sampled_paper import ROSTER, plan
from tests.web.inspections.story import Story

from chahe.readers import Table
from chahe.sampling import Method
from chahe.web.inspections.actions import evidence as attaching
from chahe.web.inspections.actions import freezing
from chahe.web.inspections.population import columns_of, population_from, population_typed
from chahe.workflow import Refused


def table(*rows, gaps=()):
    numbered = tuple({**row, "line": line} for line, row in enumerate(rows, 2))
    return Table("accounts", numbered, "ad.csv", "active_directory", gaps)


ONE, OTHER = {"account": "twchen", "vdom": "root"}, {"account": "twchen", "vdom": "dmz"}


def test_columns_are_those_of_one_value_the_line_last():
    rows = table({"account": "a", "enabled": True, "groups": ("x",), "uid": 7, "owner": None})

    assert columns_of(rows) == ("account", "uid", "line")
    assert columns_of(table()) == ()


def test_rows_are_named_by_as_many_columns_as_it_takes():
    found = population_from(table(ONE, OTHER), columns=["account", "vdom"])

    assert found.keys == ("twchen／root", "twchen／dmz")
    assert found.rows["twchen／dmz"] == {**OTHER, "line": 3}
    assert found.source == "「ad.csv」，" + found.source.split("，")[1] + "，編號欄位 account、vdom"


@pytest.mark.parametrize(
    ("rows", "columns", "word"),
    [
        ((ONE, OTHER), ["account"], "「twchen」出現不只一次"),
        ((ONE, {"account": " ", "vdom": None}), ["account", "vdom"], "第 3 行的編號是空白"),
        ((ONE,), [], "請選擇"),
        ((ONE,), ["password"], "請選擇"),
    ],
)
def test_rows_that_cannot_be_told_apart_are_refused(rows, columns, word):
    with pytest.raises(Refused, match=word):
        population_from(table(*rows), columns=columns)


def test_what_could_not_be_read_is_said_in_the_source():
    found = population_from(table(ONE, gaps=("第 9 行",)), columns=["account"])

    assert found.source.endswith("；有 1 處讀不懂")


def test_a_pasted_column_is_read_line_by_line():
    assert population_typed("A1\r\n\n  A2  \nA3") == ("A1", "A2", "A3")


@pytest.mark.django_db
@pytest.mark.parametrize("columns", [["employee_id"], ["name", "employee_id"]])
def test_items_chosen_by_judgement_keep_their_rows_too(columns):
    story = Story()
    paper = story.plan().papers.first()
    roster = story.evidence(ROSTER.encode(), name="名冊，115.csv")
    attaching.attach_evidence(paper=paper, evidence=roster, by=story.officer)
    plan(story, paper, method=Method.JUDGEMENTAL, size=1, reason="新進")
    said = {"paper": paper, "by": story.officer}
    frozen = freezing.freeze_evidence(evidence=roster, columns=columns, **said)

    found = freezing.choose_items(keys=frozen.keys[2:3], **said)

    assert found.items.get().row["name"] == "王3"
