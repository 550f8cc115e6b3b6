"""`chahe check run --all`: a month's folder of evidence, and what every rule comes to."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from tests.readers.sources import DATA

from chahe.checks import load_checks
from chahe.cli import main

FORTIGATE = (DATA / "fortigate_plain.conf").read_bytes()
EXPOSED = (DATA / "fortigate_vdoms.conf").read_bytes()
PATHS = {"7.1.a.a", "7.1.b.c", "7.1.b.d", "7.1.b.e"}  # what firewall_exposure is about


@pytest.fixture
def facts(tmp_path: Path) -> str:
    path = tmp_path / "facts.yaml"
    path.write_text("services: [brokerage]\norder_channels: [internet]\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "evidence"
    made.mkdir()
    return made


def run(
    capsys: pytest.CaptureFixture[str], folder: Path, facts: str, *more: str
) -> tuple[int, dict[str, Any]]:
    asked = ["--all", "--evidence", str(folder), "--facts", facts, "--on", "2026-11-21", "--json"]
    status = main(["check", "run", *asked, *more])
    return status, json.loads(capsys.readouterr().out)


def verdicts(answer: dict[str, Any]) -> dict[str, str | None]:
    """Return the verdicts of the rules that `firewall_exposure` tests, by path."""
    found = {rule["rule"].rpartition("#")[2]: rule["verdict"] for rule in answer["rules"]}
    return {path: found[path] for path in PATHS}


def test_what_is_broken_is_nonconforming(
    capsys: pytest.CaptureFixture[str], folder: Path, facts: str
) -> None:
    (folder / "fw.conf").write_bytes(EXPOSED)

    status, answer = run(capsys, folder, facts)

    assert status == 1
    assert set(verdicts(answer).values()) == {"nonconforming"}


def test_finding_nothing_answers_only_what_it_can_show(
    capsys: pytest.CaptureFixture[str], folder: Path, facts: str
) -> None:
    (folder / "fw.conf").write_bytes(FORTIGATE)

    _, answer = run(capsys, folder, facts)

    found = verdicts(answer)
    assert found.pop("7.1.b.d") == "conforming"
    assert set(found.values()) <= {None, "insufficient"}


def test_a_rule_without_evidence_is_insufficient_and_the_status_says_so(
    capsys: pytest.CaptureFixture[str], folder: Path, facts: str
) -> None:
    (folder / "readme.bin").write_bytes(b"\0\1\2")

    status, answer = run(capsys, folder, facts)

    assert status == 3
    assert {rule["verdict"] for rule in answer["rules"]} == {"insufficient"}
    assert [each["reader"] for each in answer["inputs"]] == [None]


def test_a_file_that_cannot_be_read_stops_every_check_that_would_use_it(
    capsys: pytest.CaptureFixture[str], folder: Path, facts: str
) -> None:
    (folder / "fw.conf").write_bytes(FORTIGATE)
    (folder / "cut.conf").write_bytes(EXPOSED[: len(EXPOSED) // 2])

    _, answer = run(capsys, folder, facts)

    assert set(verdicts(answer).values()) == {"insufficient"}
    assert any("cut.conf" in rule["reason"] for rule in answer["rules"])


def test_the_same_bytes_count_once_and_hidden_files_not_at_all(
    capsys: pytest.CaptureFixture[str], folder: Path, facts: str
) -> None:
    (folder / "a.conf").write_bytes(FORTIGATE)
    (folder / "b.conf").write_bytes(FORTIGATE)
    (folder / ".cache").mkdir()
    (folder / ".cache" / "c.conf").write_bytes(EXPOSED)

    _, answer = run(capsys, folder, facts)

    assert [each["name"] for each in answer["inputs"]] == ["a.conf"]


def test_a_folder_that_cannot_be_listed_is_not_left_out(
    capsys: pytest.CaptureFixture[str],
    folder: Path,
    facts: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (folder / "fw.conf").write_bytes(FORTIGATE)
    (folder / "closed").mkdir()
    listing = os.scandir

    def scandir(path: Any) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "no", str(path))
        return listing(path)

    monkeypatch.setattr(os, "scandir", scandir)

    assert main(["check", "run", "--all", "--evidence", str(folder), "--facts", facts]) == 2
    assert f"讀不到「{folder / 'closed'}」" in capsys.readouterr().err


@pytest.mark.parametrize(("target", "said"), [("away", "是連結"), ("nothing", "不是檔案")])
def test_a_link_that_is_not_followed_is_not_left_out(
    capsys: pytest.CaptureFixture[str], folder: Path, facts: str, target: str, said: str
) -> None:
    (folder.parent / "away").mkdir()
    (folder / "fw.conf").write_bytes(FORTIGATE)
    (folder / "link").symlink_to(folder.parent / target)

    assert main(["check", "run", "--all", "--evidence", str(folder), "--facts", facts]) == 2
    assert f"「{folder / 'link'}」{said}" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_named_whatever_the_rules_come_to(
    capsys: pytest.CaptureFixture[str], folder: Path, facts: str
) -> None:
    (folder / "fw.conf").write_bytes(FORTIGATE)
    (folder / "cut.conf").write_bytes(EXPOSED[: len(EXPOSED) // 2])
    Path(facts).write_text("bidding_terminal_public: false\norder_channels: []\n", encoding="utf-8")

    _, answer = run(capsys, folder, facts)
    main(["check", "run", "--all", "--evidence", str(folder), "--facts", facts])

    assert [each.partition(" ")[0] for each in answer["unread"]] == ["cut.conf"]
    assert "讀不懂，用得到它的檢測都不能認定：cut.conf " in capsys.readouterr().out


def test_rules_that_do_not_bind_are_not_answered(
    capsys: pytest.CaptureFixture[str], folder: Path, facts: str
) -> None:
    (folder / "fw.conf").write_bytes(EXPOSED)
    Path(facts).write_text("bidding_terminal_public: false\norder_channels: []\n", encoding="utf-8")

    _, answer = run(capsys, folder, facts)

    assert not any(rule["rule"].endswith("#7.1.b.e") for rule in answer["rules"])


def test_people_see_one_table(capsys: pytest.CaptureFixture[str], folder: Path, facts: str) -> None:
    (folder / "fw.conf").write_bytes(EXPOSED)
    (folder / "notes.txt").write_bytes(b"\0hello")

    main(
        ["check", "run", "--all", "--evidence", str(folder), "--facts", facts, "--on", "115/11/21"]
    )

    out = capsys.readouterr().out
    assert "認不出格式，沒有使用：notes.txt" in out
    assert any(line.startswith("7(1)b(e)") and "不符" in line for line in out.splitlines())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--all"], "--evidence"),
        (["firewall_exposure", "--all", "--evidence", ".", "--facts", "x"], "不能再指定"),
        (["firewall_exposure", "--evidence", "."], "與 --all 並用"),
        (["--all", "--evidence", "/nowhere", "--facts", "FACTS"], "不是資料夾"),
        (["--all", "--evidence", "EMPTY", "--facts", "FACTS"], "沒有檔案"),
        ([], "這項檢測"),
    ],
)
def test_what_is_missing_is_said(
    capsys: pytest.CaptureFixture[str],
    folder: Path,
    facts: str,
    arguments: list[str],
    said: str,
) -> None:
    known = {"FACTS": facts, "EMPTY": str(folder)}

    assert main(["check", "run", *(known.get(each, each) for each in arguments)]) == 2
    assert said in capsys.readouterr().err


def test_json_has_what_every_check_said(
    capsys: pytest.CaptureFixture[str], folder: Path, facts: str
) -> None:
    (folder / "fw.conf").write_bytes(EXPOSED)

    _, answer = run(capsys, folder, facts)

    exposure = answer["checks"]["firewall_exposure"]
    assert set(answer["checks"]) == set(load_checks())
    assert (exposure["verdict"], bool(exposure["rows"])) == ("nonconforming", True)
    assert answer["checks"]["account_review"]["verdict"] == "insufficient"
