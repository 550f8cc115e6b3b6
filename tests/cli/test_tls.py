"""`chahe tls scan`, with a program that stands in for sslyze: no network."""

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.readers.sources import DATA

from chahe.checks import load_checks
from chahe.cli import main
from chahe.readers import Source, Table, read_any

ALL = "trade.example.tw\ndead.example.tw  # 沒有開\n\nNoName.example.tw.\nslow.example.tw:8443\n"
SCRIPT = """#!{python}
import json, os, sys, time
from pathlib import Path

if "--help" in sys.argv:
    print("usage: sslyze [-h]\\n\\nSSLyze version {version}\\n")
    sys.exit(0)
with open({log!r}, "a") as stream:
    print(os.getpid(), *sys.argv[1:], file=stream)
asked = sys.argv[-1]
host, _, port = asked.rpartition(":")
output = Path(next(each for each in sys.argv if each.startswith("--json_out="))[11:])
document = json.loads(Path({sample!r}).read_text("utf-8"))
del document["server_scan_results"][1:]
server = document["server_scan_results"][0]
server["server_location"].update(hostname=host, port=int(port))
info = server["scan_result"]["certificate_info"]["result"]
leaf = info["certificate_deployments"][0]["received_certificate_chain"][0]
leaf["subject_alternative_name"]["dns_names"] = [host]
kind = host.split(".")[0]
if kind == "slow":
    time.sleep(600)
if kind == "broken":
    print("Traceback\\nOSError: no luck", file=sys.stderr)
    sys.exit(1)
if kind == "dead":
    server.update(scan_status="ERROR_NO_CONNECTIVITY", scan_result=None)
if kind == "partial":
    server["scan_result"]["robot"] = {{"status": "ERROR"}}
if kind == "noname":
    bad = {{"server_string": asked, "error_message": "Could not resolve"}}
    document.update(server_scan_results=[], invalid_server_strings=[bad])
if kind == "other":
    server["server_location"]["hostname"] = "trade.example.tw"
output.write_text(json.dumps(document) if kind != "cut" else '{{"server', "utf-8")
"""


@pytest.fixture(autouse=True)
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return install(tmp_path)


def install(tmp_path: Path, version: str = "6.3.1") -> Path:
    path = tmp_path / "bin" / "sslyze"
    path.parent.mkdir(exist_ok=True)
    values = {"python": sys.executable, "version": version, "sample": str(DATA / "sslyze.json")}
    path.write_text(SCRIPT.format(log=str(tmp_path / "log"), **values), "utf-8")
    path.chmod(0o755)
    return path


def scan(tmp_path: Path, hosts: str, *more: str) -> int:
    listed = tmp_path / "hosts.txt"
    listed.write_text(hosts, "utf-8")
    return main(["tls", "scan", str(listed), "-o", str(tmp_path / "tls.json"), *more])


def asked(tmp_path: Path) -> list[list[str]]:
    log = tmp_path / "log"
    return [line.split() for line in log.read_text().splitlines()] if log.exists() else []


def result(tmp_path: Path) -> Table:
    return read_any(Source.from_path(tmp_path / "tls.json"))


def verdict(table: Table) -> str:
    found: Any = load_checks()["tls_configuration"]
    return str(found.run({"tls_endpoints": (table,)}, on=date(2026, 11, 21)).verdict.label)


def test_a_server_is_scanned_as_its_reader_reads_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = scan(tmp_path, "trade.example.tw\n")

    (row,) = result(tmp_path).rows
    ((_, *options, last),) = asked(tmp_path)
    assert (status, result(tmp_path).gaps) == (0, ())
    assert (row["host"], row["port"], row["status"]) == ("trade.example.tw", 443, "scanned")
    assert {"--quiet", "--certinfo", "--sslv2", "--tlsv1_3", "--http_headers"} < set(options)
    assert last == "trade.example.tw:443"
    assert capsys.readouterr().out == (
        f"[1/1] trade.example.tw:443 已檢測\n1 台主機寫入 {tmp_path / 'tls.json'}（sslyze 6.3.1）\n"
    )


def test_one_that_does_not_answer_is_told_and_stays_visible(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = scan(tmp_path, ALL, "--seconds", "2")

    table = result(tmp_path)
    assert status == 3
    assert [row["status"] for row in table.rows] == ["scanned", "unreachable"]
    assert sorted(table.gaps) == [
        "dead.example.tw:443 連不上，沒有檢測結果",
        "「noname.example.tw:443」沒有檢測（Could not resolve）",
        "「slow.example.tw:8443」沒有檢測（chahe：2 秒內沒有檢測完，已中止）",
    ]
    assert "其中 3 台沒有檢測到或沒有檢測完" in capsys.readouterr().out
    with pytest.raises(ProcessLookupError):
        os.kill(int(asked(tmp_path)[-1][0]), 0)


@pytest.mark.parametrize("host", ["dead", "noname", "slow", "broken", "cut", "other", "partial"])
def test_the_check_says_the_evidence_is_insufficient(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setattr("chahe.cli.tls._now", lambda: "2026-11-20T02:02:00Z")
    whole = scan(tmp_path, "trade.example.com.tw"), verdict(result(tmp_path))

    status = scan(tmp_path, f"trade.example.com.tw\n{host}.example.tw", "--seconds", "2")

    assert whole == (0, "符合")
    assert (status, verdict(result(tmp_path))) == (3, "證據不足")


@pytest.mark.parametrize(
    ("host", "gap"),
    [
        ("broken", "sslyze 沒有寫出結果（結束狀態 1：OSError: no luck）"),
        ("cut", "sslyze 的結果無法判讀：第 1 行：不是完整的 JSON，請重新匯出"),
        ("other", "sslyze 的結果不是這台主機的"),
    ],
)
def test_what_went_wrong_is_kept_in_the_result(tmp_path: Path, host: str, gap: str) -> None:
    scan(tmp_path, f"{host}.example.tw")

    assert result(tmp_path).gaps == (f"「{host}.example.tw:443」沒有檢測（chahe：{gap}）",)


@pytest.mark.parametrize(
    ("wanted", "hosts"),
    [
        (["TRADE.example.tw"], ["trade.example.tw:443", "trade.example.tw:8443"]),
        (["trade.example.tw:8443"], ["trade.example.tw:8443"]),
        (["[2001:db8::1]", "192.0.2.1"], ["192.0.2.1:443", "[2001:db8::1]:8443"]),
    ],
)
def test_only_some_of_the_list(tmp_path: Path, wanted: list[str], hosts: list[str]) -> None:
    listed = "trade.example.tw\ntrade.example.tw:8443\n192.0.2.1\n[2001:DB8:0::1]:8443\n"

    scan(tmp_path, listed, "--only", *wanted)

    assert [words[-1] for words in asked(tmp_path)] == hosts


@pytest.mark.parametrize(
    ("hosts", "more", "message"),
    [
        ("a.example\nhttps://a.example/\n", [], "第 2 行：看不懂主機「https://a.example/」"),
        ("*.a.example\n", [], "第 1 行：看不懂主機「*.a.example」"),
        ("-h\n", [], "第 1 行：看不懂主機「-h」"),
        ("a.example{192.0.2.1}\n", [], "看不懂主機"),
        ("a.example:0\n", [], "看不懂主機「a.example:0」"),
        ("192.0.2.300\n", [], "看不懂主機「192.0.2.300」"),
        ("# 沒有\n", [], "裡沒有主機"),
        ("a.example", ["--only", "b.example"], "「b.example」不在 "),
        ("a.example", ["--only", "a.example:8443"], "「a.example:8443」不在 "),
        ("a.example", ["--seconds", "0"], "看不懂時間上限「0」"),
        ("a.example", ["-o", "none/tls.json"], "寫不進「none/tls.json」"),
        ("a.example", ["--program", "nothing"], "找不到程式「nothing」；請先安裝：uv tool install"),
    ],
)
def test_a_misuse_asks_no_server(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    hosts: str,
    more: list[str],
    message: str,
) -> None:
    assert scan(tmp_path, hosts, *more) == 2
    assert message in capsys.readouterr().err
    assert asked(tmp_path) == []
    assert not (tmp_path / "tls.json").exists()


def test_a_list_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = scan(tmp_path, "a.example", "-o", str(tmp_path / "hosts.txt"))

    assert status == 2
    assert "會蓋掉主機清單" in capsys.readouterr().err
    assert (tmp_path / "hosts.txt").read_text() == "a.example"


def test_a_list_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tls", "scan", str(tmp_path / "none"), "-o", "x"]) == 2
    assert "讀不到主機清單" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("4.1.0", "sslyze 4.1.0 太舊，需要 5 以上的版本，請更新：uv tool upgrade sslyze"),
        ("", "不是 sslyze，或無法執行"),
    ],
)
def test_a_program_of_another_version(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], version: str, message: str
) -> None:
    install(tmp_path, version)

    assert scan(tmp_path, "a.example") == 2
    assert message in capsys.readouterr().err
    assert asked(tmp_path) == []


def test_the_result_is_whole_or_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = tmp_path / "tls.json"
    earlier.write_text("earlier")

    def stop(*asked: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("chahe.cli.tls.ask", stop)

    with pytest.raises(KeyboardInterrupt):
        scan(tmp_path, "a.example")
    assert earlier.read_text() == "earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bin", "hosts.txt", "tls.json"]


def test_the_result_has_the_form_sslyze_writes(tmp_path: Path) -> None:
    scan(tmp_path, "trade.example.tw\nnoname.example.tw")

    written = json.loads((tmp_path / "tls.json").read_bytes())
    assert list(written) == [
        "invalid_server_strings",
        "server_scan_results",
        "date_scans_started",
        "date_scans_completed",
        "sslyze_version",
        "sslyze_url",
    ]
    assert written["date_scans_started"] <= written["date_scans_completed"]
