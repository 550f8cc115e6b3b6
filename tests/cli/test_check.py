"""`chahe check`, as a person or a script runs it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.readers.sources import DATA

from chahe.checks import load_checks
from chahe.cli import main

VDOMS, PLAIN = str(DATA / "fortigate_vdoms.conf"), str(DATA / "fortigate_plain.conf")
RUN = ["run", "firewall_exposure", "--input", PLAIN]
CLEAN = ["check", *RUN, "--on", "115/11/21"]


@pytest.fixture
def roster(tmp_path: Path) -> str:
    path = tmp_path / "people.csv"
    path.write_text("工號,姓名,離職日\nA001,陳大文,115/11/20\n", encoding="cp950")
    return str(path)


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    status = main(["check", "run", *arguments, "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_run_conforming(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(CLEAN)

    assert status == 0
    assert capsys.readouterr().out.splitlines()[1] == "檢測日 115年11月21日　母體 2　結果 符合"


def test_run_json_has_what_scripts_rely_on(capsys: pytest.CaptureFixture[str]) -> None:
    status, answer = run_json(capsys, "firewall_exposure", "--input", VDOMS, "--on", "2026-11-21")

    assert status == 1
    assert list(answer)[:6] == ["check", "verdict", "reason", "rules", "population", "rows"]
    assert (answer["check"], answer["verdict"], answer["population"]) == (
        "firewall_exposure",
        "nonconforming",
        12,
    )
    assert answer["rules"][0] == "twse/mechanism@2018-11-30#7.1.a.a"
    assert answer["rows"][0] == {
        "policy": "3",
        "vdom": "root",
        "name": "OLD-ANY",
        "line": 330,
        "source": "fortigate_vdoms.conf",
        "kind": "any_any_any",
        "why": "來源、目的與服務都是任意：來源 GRP_NESTED（介面 any）、"
        "目的 all（介面 any）、服務 ALL",
    }
    assert [(each["name"], each["reader"]) for each in answer["inputs"]] == [
        ("fortigate_vdoms.conf", "fortigate")
    ]
    assert len(answer["inputs"][0]["sha256"]) == len(answer["digest"]) == 64


def test_run_takes_several_files(capsys: pytest.CaptureFixture[str], roster: str) -> None:
    accounts = str(DATA / "ad_csvde.csv")

    together = run_json(capsys, "account_review", "--input", accounts, roster, "--on", "2026-11-21")
    repeated = run_json(
        capsys, "account_review", "--input", accounts, "--input", roster, "--on", "2026-11-21"
    )

    assert together == repeated
    assert together[0] == 1
    assert [(row["account"], row["kind"]) for row in together[1]["rows"]] == [
        ("twchen", "leaver"),
        ("Administrator", "dormant"),
        ("Administrator", "never_expires"),
        ("Administrator", "orphan"),
    ]


def test_run_human_output_lines_up_and_is_inert(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "fw.conf"
    policy = 'edit "\x1b[31m{}"\nset action accept\nset logtraffic all\nset comments x\n'
    policies = policy.format("a") + "set schedule y\nnext\n" + policy.format("bb") + "next\n"
    schedule = "config firewall schedule onetime\nedit y\nset end 00:00 2026/01/01\nnext\nend\n"
    path.write_text(f"{schedule}config firewall policy\n{policies}end\n")

    main(["check", "run", "firewall_exposure", "--input", str(path), "--on", "2026-11-21"])

    assert capsys.readouterr().out.splitlines()[3:] == [
        "",
        "政策       VDOM  檔案     行  原因",
        "\\x1b[31ma  root  fw.conf  7   時程「y」已於 115年1月1日到期，請刪除",
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"MZ\x90\x00", "accounts.csv 這不是文字檔（看來是Windows 執行檔）"),
        (b"", "accounts.csv 檔案是空的，請重新匯出"),
        (b"config firewall policy\nedit 1\n", "accounts.csv 第 2 行：設定檔在第 2 行中斷"),
        ("工號,姓名,離職日\n1,王,\n".encode(), "缺少資料：防火牆政策（firewall_policies）"),
    ],
)
def test_run_on_what_cannot_be_read_is_insufficient(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "accounts.csv"
    path.write_bytes(content)

    status, answer = run_json(capsys, "firewall_exposure", "--input", PLAIN, str(path))
    alone, lone = run_json(capsys, "firewall_exposure", "--input", str(path))

    assert (alone, lone["verdict"], lone["population"], lone["rows"]) == (3, "insufficient", 0, [])
    assert lone["reason"].startswith(reason)
    assert status == (0 if "缺少" in reason else 3)
    assert answer["rules"] == lone["rules"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "nope", "--input", PLAIN], "沒有「nope」這項檢測；可用的有："),
        ([*RUN[:2]], "請以 --input 指定證據檔"),
        ([*RUN[:2], "--input", "no.conf"], "讀不到檔案「no.conf」"),
        ([*RUN[:2], "--input", "."], "讀不到檔案「.」"),
        ([*RUN, "--on", "2026/3/9"], "看不懂日期「2026/3/9」"),
        ([*RUN, "--on", "0001-01-01"], "檢測日不能早於民國元年"),
        ([*RUN, "--on", ""], "看不懂日期「」"),
        ([*RUN, PLAIN], "輸入的檔案中有內容完全相同者"),
        ([*RUN, "--set", "x=1"], "firewall_exposure 沒有「x」"),
        ([*RUN, "--set", "wide_ports=-1"], "門檻 wide_ports 應為"),
        ([*RUN, "--set", "wide_ports"], "門檻 wide_ports 應為"),
        (
            ["run", "password_policy", "--input", PLAIN, "--set", "characters=5"],
            "門檻 characters 是規定的數值",
        ),
    ],
)  # fmt: skip
def test_misuse_is_one_line_and_two(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    status = main(["check", *arguments])

    printed = capsys.readouterr()
    assert (status, printed.out, printed.err.count("\n")) == (2, "", 1)
    assert printed.err.startswith(f"chahe check: {message}")


def test_set_tightens(capsys: pytest.CaptureFixture[str]) -> None:
    status, answer = run_json(
        capsys, "firewall_exposure", "--input", PLAIN, "--set", "wide_ports=1"
    )

    assert (status, answer["rows"][0]["kind"]) == (1, "any_service")
    assert answer["parameters"] == {"named_addresses": 65536, "wide_ports": 1}


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "list"]) == 0
    assert "firewall_exposure  防火牆政策：" in capsys.readouterr().out

    assert main(["check", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in listed] == sorted(load_checks())
    assert listed[0]["needs"] == ["accounts", "people"]


def test_run_needs_no_django() -> None:
    program = (
        "import sys; sys.modules['django'] = None\n"
        f"from chahe.cli import main; sys.exit(main({CLEAN}))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")
