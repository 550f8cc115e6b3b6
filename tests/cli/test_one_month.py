"""The demonstration month: checks and rules come to what the hand-made answer sheets say."""

import csv
import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from chahe.checks import load_checks
from chahe.cli import main
from chahe.readers import SNIFF_BYTES, Row, load_readers
from chahe.workflow import Verdict

MONTH = Path(__file__).parents[2] / "examples" / "one-month"
EVIDENCE = MONTH / "evidence"
FILES = sorted(EVIDENCE.iterdir())
FOR_PEOPLE = "由人判斷"
TOTAL = 400 * 1024


def sheet(name: str, key: str) -> dict[str, dict[str, str]]:
    with (MONTH / name).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len({row[key] for row in rows}) == len(rows)
    return {row[key]: row for row in rows}


CHECKS = sheet("answers.csv", "check")
RULES = sheet("answers-by-rule.csv", "rule")


@pytest.fixture(scope="module")
def answer() -> dict[str, Any]:
    said = io.StringIO()
    asked = ["check", "run", "--all", "--evidence", str(EVIDENCE), "--on", "115/11/30", "--json"]
    with redirect_stdout(said):
        status = main([*asked, "--facts", str(MONTH / "facts.yaml")])
    return {**json.loads(said.getvalue()), "status": status}


def exceptions_of(rows: list[Row]) -> list[str]:
    """Return kind=thing of exception rows, in order."""
    named = [(row["kind"], row.get("name") or row.get("account") or row["policy"]) for row in rows]
    return sorted(f"{kind}={thing}" for kind, thing in named)


def label_of(verdict: str | None) -> str:
    return FOR_PEOPLE if verdict is None else Verdict(verdict).label


@pytest.mark.parametrize("check", sorted(CHECKS))
def test_check_says_what_the_sheet_says(answer: dict[str, Any], check: str) -> None:
    expected = sorted(filter(None, CHECKS[check]["exceptions"].split("; ")))

    found = answer["checks"][check]

    assert exceptions_of(found["rows"]) == expected
    assert label_of(found["verdict"]) == CHECKS[check]["verdict"]


@pytest.mark.parametrize("rule", RULES)
def test_rule_comes_to_what_the_sheet_says(answer: dict[str, Any], rule: str) -> None:
    found = {each["rule"]: each["verdict"] for each in answer["rules"]}

    assert label_of(found[rule]) == RULES[rule]["verdict"]


def test_every_check_and_rule_is_on_its_sheet(answer: dict[str, Any]) -> None:
    assert set(CHECKS) == set(load_checks())
    assert set(RULES) == {each["rule"] for each in answer["rules"]}


def test_the_sheets_say_why() -> None:
    rows = [*CHECKS.items(), *RULES.items()]

    assert [name for name, row in rows if not row["why"]] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_is_read_by_one_reader_and_used(answer: dict[str, Any], path: Path) -> None:
    used = {kind for check in load_checks().values() for kind in (*check.needs, *check.may_use)}

    with path.open("rb") as stream:
        head = stream.read(SNIFF_BYTES)
    claiming = [name for name, reader in load_readers().items() if reader.sniff(head)]
    read = [each["reader"] for each in answer["inputs"] if each["name"] == path.name]

    assert read == claiming
    assert [load_readers()[name].kind in used for name in claiming] == [True]


def test_the_table_has_every_verdict(answer: dict[str, Any]) -> None:
    verdicts = {rule["verdict"] for rule in answer["rules"]}

    assert verdicts - {None} == {Verdict.CONFORMING, Verdict.NONCONFORMING, Verdict.INSUFFICIENT}
    assert answer["status"] == 1


def test_folder_is_small() -> None:
    assert sum(path.stat().st_size for path in MONTH.rglob("*") if path.is_file()) < TOTAL
