"""`chahe rulebook export`, as a person or a script runs it."""

import json

import pytest
from tests.standards.validating import errors

from chahe.cli import main
from chahe.rulebook.relations import load_crosswalk

MECHANISM = "twse/mechanism@2018-11-30"
AT = ["--at", "2026-11-21T09:00:00+08:00"]


@pytest.fixture
def facts(tmp_path):
    path = tmp_path / "facts.yaml"
    path.write_text("order_channels: [voice]\nbidding_terminal_public: false\n", "utf-8")
    return str(path)


def export(capsys, *arguments):
    status = main(["rulebook", "export", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_catalog_is_valid_and_the_same_each_time(capsys):
    one = export(capsys, MECHANISM, "--oscal", "catalog", *AT)
    other = export(capsys, MECHANISM, "--oscal", "catalog", "--at", "2026-11-21T01:00:00Z")

    assert one == other
    assert (one[0], one[2]) == (0, "")
    assert errors(json.loads(one[1])) == []


def test_profile_is_of_the_facts_and_the_day(capsys, facts):
    status, out, _ = export(
        capsys, MECHANISM, "--oscal", "profile", "--facts", facts, "--on", "115/11/21",
        "--firm", "示範證券", *AT,
    )  # fmt: skip

    made = json.loads(out)
    assert (status, errors(made)) == (0, [])
    assert made["profile"]["metadata"]["title"].startswith("示範證券適用的")
    assert "rule-1" in made["profile"]["imports"][0]["exclude-controls"][0]["with-ids"]


def test_profile_is_of_today_unless_told(capsys, facts):
    _, out, _ = export(capsys, MECHANISM, "--oscal", "profile", "--facts", facts, *AT)

    assert json.loads(out)["profile"]["metadata"]["version"] == "2018-11-30／2026-11-21"


def test_mapping_is_of_what_the_books_relate(capsys):
    relation = next(each for each in load_crosswalk().relations if "#" in each.end)
    start, end = (citation.partition("#")[0] for citation in (relation.start, relation.end))

    status, out, _ = export(capsys, start, "--oscal", "mapping", "--to", end, *AT)

    assert (status, errors(json.loads(out))) == (0, [])


def test_output_is_written_to_the_file(capsys, tmp_path):
    path = tmp_path / "catalog.json"
    printed = export(capsys, MECHANISM, "--oscal", "catalog", *AT)[1]

    told = export(capsys, MECHANISM, "--oscal", "catalog", *AT, "--output", str(path))

    assert told == (0, "", "")
    assert path.read_text("utf-8") == printed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["twse/nothing@1", "--oscal", "catalog"], "沒有這份文件"),
        ([MECHANISM, "--oscal", "catalog", "--at", "now"], "看不懂時間"),
        ([MECHANISM, "--oscal", "catalog", "--output", "/no/such/folder/x"], "寫不進檔案"),
        ([MECHANISM, "--oscal", "profile"], "--facts"),
        ([MECHANISM, "--oscal", "profile", "--facts", "/no/such/file"], "讀不到事實檔"),
        ([MECHANISM, "--oscal", "mapping"], "--to"),
        ([MECHANISM, "--oscal", "mapping", "--to", "twse/nothing"], "沒有這份文件"),
        ([MECHANISM, "--oscal", "mapping", "--to", MECHANISM], "還沒有任何對照"),
    ],
)
def test_a_misuse_is_one_line_and_2(capsys, arguments, said):
    status, out, err = export(capsys, *arguments)

    assert (status, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_profile_of_an_edition_not_yet_in_force_says_so(capsys, facts):
    arguments = ["--oscal", "profile", "--facts", facts, "--on", "2018-11-29"]

    status, _, err = export(capsys, MECHANISM, *arguments)

    assert status == 2
    assert "還沒有施行" in err
