import pytest
from tests.standards.imports.frameworks import PATHS, as_yaml, library

from chahe.official.model import OfficialError
from chahe.standards import read_any


def nodes(*raw):
    return as_yaml(library(requirement_nodes=[*raw]))


def test_library_becomes_an_official_document():
    read = read_any(as_yaml(library()), "gate.yaml")

    (edition,) = read.editions
    assert (read.title, edition.label) == ("Gate framework", "3")
    assert [(r.path, r.code, r.title, r.text) for r in edition.rules] == [
        ("1", "GV", "Govern", "Govern"),
        ("1.1", "GV.OC", "Context", "The context is known."),
        ("1.1.1", "GV.OC-01", "", "The mission is understood."),
        ("1.1.2", "GV.OC-02", "", "Those with a stake are known."),
        ("2", "ID", "Identify", "Identify"),
    ]
    assert [(each.number, each.text) for each in read.unplaced] == [
        (3, "GV.OC-01 annotation：Ask the board.")
    ]


def test_depth_nests_where_no_parent_is_named():
    made = library()
    for node in made["objects"]["framework"]["requirement_nodes"]:
        node.pop("parent_urn", None)

    assert [r.path for r in read_any(as_yaml(made), "x").editions[0].rules] == PATHS


def test_a_depth_that_leaps_hangs_on_the_one_above():
    read = read_any(nodes({"depth": 3, "name": "a"}, {"depth": 9, "name": "b"}, {"name": "c"}), "x")

    assert [rule.path for rule in read.editions[0].rules] == ["1", "1.1", "2"]


def test_frameworks_may_be_a_list_of_one():
    made = library()
    made["objects"] = {"frameworks": [made["objects"]["framework"]]}

    assert read_any(as_yaml(made), "x").title == "Gate framework"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"objects:\n  requirement_nodes: []\n", "沒有框架"),
        (b"objects: [requirement_nodes]\nrequirement_nodes: 1\n", "沒有框架"),
        (b"objects:\n  framework:\n   requirement_nodes: []\n", "沒有任何條款"),
        (b"objects:\n  framework:\n   requirement_nodes: [a, [b]]\n", "沒有任何條款"),
        (b"requirement_nodes: [", "YAML"),
        (nodes({"urn": "a", "parent_urn": "b"}), "上層 b 不存在"),
        (nodes({"urn": "a", "parent_urn": "a"}), "上層 a 不存在"),
        (nodes({"urn": "a", "parent_urn": "b"}, {"urn": "b", "parent_urn": "a"}), "寫在它後面"),
    ],
)
def test_what_cannot_be_read_says_why(data, said):
    with pytest.raises(OfficialError, match=said):
        read_any(data, "x.yaml")


def test_two_frameworks_are_refused():
    made = library()
    made["objects"] = {"frameworks": [made["objects"]["framework"]] * 2}

    with pytest.raises(OfficialError, match="好幾份框架"):
        read_any(as_yaml(made), "x")
