"""`chahe integrity`, as a person or a script runs it."""

import json
import os
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chahe.cli import main
from chahe.cli._tree import scan
from chahe.readers import Source, read_any
from chahe.readers._parsing.sealed import seal

AIDE = """database_in=file:{base}/aide.db
database_out=file:{base}/aide.db
gzip_dbout=no
log_level=error
report_level=list_entries
report_url=stdout
R = p+u+g+ftype+l+sha256
{tree} R
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "www"
    (folder / "css").mkdir(parents=True)
    (folder / "logs").mkdir()
    for name in ("index.html", "app.js", "css/a.css", "logs/1"):
        (folder / name).write_text(name)
    (folder / "big.bin").write_bytes(b"x" * 600_000)
    (folder / "link").symlink_to("css")
    return folder


@pytest.fixture(params=["sha256", "blake3"])
def baseline(tree: Path, request: pytest.FixtureRequest) -> str:
    output = str(tree.parent / "base.txt")
    arguments = ["-o", output, "--exclude", "logs/", "--digest", request.param]
    assert main(["integrity", "baseline", str(tree), *arguments]) == 0
    return output


def read_lines(folder: Path) -> list[Any]:
    return [json.loads(line) for line in scan(str(folder), excluded=lambda path: False)[0]]


def compare(
    capsys: pytest.CaptureFixture[str], tree: Path, baseline: str, *more: str
) -> tuple[int, Any]:
    capsys.readouterr()
    status = main(["integrity", "compare", str(tree), "--baseline", baseline, "--json", *more])
    answer = json.loads(capsys.readouterr().out)
    return status, [(each["kind"], each["path"], each["ticket"]) for each in answer["changes"]]


def test_the_baseline_is_a_manifest_its_reader_reads(tree: Path, baseline: str) -> None:
    table = read_any(Source.from_path(Path(baseline)))

    assert table.kind == "file_manifest"
    assert [(row["path"], row["type"], row["target"]) for row in table.rows] == [
        (".", "dir", ""),
        ("app.js", "file", ""),
        ("big.bin", "file", ""),
        ("css", "dir", ""),
        ("css/a.css", "file", ""),
        ("index.html", "file", ""),
        ("link", "symlink", "css"),
    ]
    assert {row["root"] for row in table.rows} == {str(tree)}
    assert sorted(each.name for each in tree.parent.iterdir()) == ["base.txt", "www"]


@pytest.mark.parametrize(
    ("digest", "of_abc"),
    [  # FIPS 180-4's example, and the reference implementation's
        ("sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("blake3", "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85"),
    ],
)
def test_a_file_is_hashed_as_others_hash_it(tmp_path: Path, digest: str, of_abc: str) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / "a").write_text("abc")
    output = tmp_path / "base.txt"

    main(["integrity", "baseline", str(tmp_path / "www"), "-o", str(output), "--digest", digest])

    _, row = read_any(Source.from_path(output)).rows
    assert (row["digest"], row[digest]) == (digest, of_abc)


@pytest.mark.parametrize("more", [(), ("--quick",)])
def test_an_unchanged_tree(
    tree: Path, baseline: str, capsys: pytest.CaptureFixture[str], more: tuple[str, ...]
) -> None:
    (tree / "logs" / "2").write_text("not watched")
    os.utime(tree / "app.js", (0, 0))

    assert compare(capsys, tree, baseline, *more) == (0, [])


@pytest.mark.parametrize("more", [(), ("--quick",)])
def test_what_changed(
    tree: Path, baseline: str, capsys: pytest.CaptureFixture[str], more: tuple[str, ...]
) -> None:
    seen = (tree / "index.html").stat()
    (tree / "index.html").write_text("INDEX.HTML")  # as long, and with its time put back
    os.utime(tree / "index.html", ns=(seen.st_atime_ns, seen.st_mtime_ns))
    with (tree / "big.bin").open("ab") as stream:
        stream.write(b"!")
    (tree / "css").chmod(0o700)
    (tree / "css" / "a.css").unlink()
    (tree / "app.js").unlink()
    (tree / "app.js").symlink_to("/etc/passwd")
    os.mkfifo(tree / "pipe")
    (tree / "link").unlink()
    (tree / "link").symlink_to("logs")

    assert compare(capsys, tree, baseline, *more) == (
        1,
        [
            ("type", "app.js", ""),
            ("content", "big.bin", ""),
            ("access", "css", ""),
            ("removed", "css/a.css", ""),
            ("content", "index.html", ""),
            ("content", "link", ""),
            ("added", "pipe", ""),
        ],
    )


def test_what_could_not_be_read_before_or_now_is_told_though_it_is_the_same(
    tree: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def refusing(path: Any, *more: Any) -> int:
        if str(path).endswith("app.js"):
            raise PermissionError(13, "no")
        return opened(path, *more)

    monkeypatch.setattr("chahe.cli._tree.os.open", refusing)
    output = str(tree.parent / "base.txt")
    assert main(["integrity", "baseline", str(tree), "-o", output]) == 3

    assert compare(capsys, tree, output, "--quick") == (3, [("unreadable", "app.js", "")])


def test_a_ticket_covers_a_change(
    tree: Path, baseline: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made = read_any(Source.from_path(Path(baseline))).rows[0]["made"]
    tickets = tree.parent / "tickets.csv"
    head = "變更單號,異動路徑,核准日,變更開始,變更結束,核准人\n"
    tickets.write_text(f"{head}CHG-1,*.js,{made},{made},{date(made.year + 1, 12, 31)},林主任\n")
    (tree / "app.js").write_text("new")

    status, found = compare(capsys, tree, baseline, "--tickets", str(tickets))

    assert (status, found) == (0, [("content", "app.js", "CHG-1")])


def test_for_people(tree: Path, baseline: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tree / "new\x1b[2J").write_text("x")
    capsys.readouterr()

    status = main(["integrity", "compare", str(tree), "--baseline", baseline])

    lines = capsys.readouterr().out.splitlines()
    assert (status, lines[0].endswith("項目 8　未核准的異動 1　已核准 0")) == (1, True)
    assert lines[2:] == ["路徑        異動", r"new\x1b[2J  基準裡沒有這個檔案"]


def test_names_that_are_no_text_are_told_apart(tree: Path) -> None:
    for name in (b"\xff", b"\\xff", "中".encode(), b"a\nb", b"\xed\xa0\x80"):
        Path(os.fsdecode(os.fsencode(tree / "css") + b"/" + name)).write_bytes(name)

    found = read_lines(tree / "css")

    assert [entry["path"] for entry in found] == [
        ".", "\\\\xff", "\\xed\\xa0\\x80", "\\xff", "a\nb", "a.css", "中",
    ]  # fmt: skip


def test_what_vanishes_or_changes_while_it_is_read_is_an_error(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def meddling(path: str, flags: int, *more: int) -> int:
        if path.endswith("app.js"):
            Path(path).unlink()
        if path.endswith("index.html"):
            with Path(path).open("a") as stream:
                stream.write("!")
        return opened(path, flags, *more)

    monkeypatch.setattr("chahe.cli._tree.os.open", meddling)

    found = read_lines(tree)

    assert [(entry["path"], entry["error"]) for entry in found if entry["error"]] == [
        ("app.js", "ENOENT"),
        ("index.html", "CHANGED"),
    ]


def test_what_cannot_be_listed_is_an_error(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = os.scandir

    def refusing(path: str) -> Any:
        if path.endswith("css"):
            raise PermissionError(13, "no")
        return listed(path)

    monkeypatch.setattr("chahe.cli._tree.os.scandir", refusing)

    status = main(["integrity", "baseline", str(tree), "-o", str(tree.parent / "b.txt")])

    rows = read_any(Source.from_path(tree.parent / "b.txt")).rows
    assert status == 3
    assert [(row["path"], row["error"]) for row in rows if row["error"]] == [("css", "EACCES")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["baseline", "{tree}/none", "-o", "{tree}/../x"], "不是資料夾"),
        (["baseline", "{tree}", "-o", "{tree}/css/x"], "不能放在它所看守的資料夾裡"),
        (["baseline", "{tree}", "-o", "{tree}/../none/x"], "寫不進"),
        (["compare", "{tree}/css", "--baseline", "{base}"], "這份清單是"),
        (["compare", "{tree}", "--baseline", "{tree}/app.js"], "第 1 行：這一行不是完整的 JSON"),
        (["compare", "{tree}", "--baseline", "{tree}/none"], "讀不到檔案"),
        (["compare", "{tree}", "--baseline", "{base}", "--on", "101/1/1"], "比對日早於清單"),
        (["compare", "{tree}", "--baseline", "{base}", "--tickets", "{base}"], "請重新匯出"),
    ],
)
def test_misuse_is_one_line(
    tree: Path,
    baseline: str,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    filled = [each.format(tree=tree, base=baseline) for each in arguments]

    status = main(["integrity", *filled])

    assert status == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("header", "line", "message"),
    [
        ({"exclude": []}, "{}", "第 1 行、欄位「root」：應為文字"),
        ({"root": "{tree}"}, "{}", "第 1 行、欄位「exclude」：應為清單"),
        ({"root": "{tree}", "host": "h", "exclude": []}, "{}", "第 2 行、欄位「path」：應為文字"),
    ],
)
def test_a_baseline_that_another_made_is_refused(
    tree: Path,
    capsys: pytest.CaptureFixture[str],
    header: dict[str, Any],
    line: str,
    message: str,
) -> None:
    output = tree.parent / "made.txt"
    said = {"made": "2026-11-02T01:30:00+08:00", **header}
    if "root" in said:
        said["root"] = str(tree)
    output.write_bytes(b"".join(seal("chahe-files", said, [line + "\n"])))

    assert main(["integrity", "compare", str(tree), "--baseline", str(output)]) == 2
    assert message in capsys.readouterr().err


def test_several_lists_are_no_baseline(
    tree: Path, baseline: str, capsys: pytest.CaptureFixture[str]
) -> None:
    other = str(tree.parent / "other.txt")
    main(["integrity", "baseline", str(tree), "-o", other])
    Path(other).write_bytes(Path(other).read_bytes() + Path(baseline).read_bytes())

    assert main(["integrity", "compare", str(tree), "--baseline", other]) == 2
    assert "好幾份清單" in capsys.readouterr().err


@pytest.mark.skipif(not shutil.which("aide"), reason="no aide")
def test_aide_names_the_same_changes(
    tree: Path, baseline: str, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tree.parent / "aide.conf"
    config.write_text(AIDE.format(base=tree.parent, tree=tree))
    subprocess.run(["aide", "--init", "--config", str(config)], check=True, capture_output=True)
    (tree / "index.html").write_text("changed")
    (tree / "app.js").chmod(0o600)
    (tree / "css" / "a.css").unlink()
    (tree / "css" / "b.css").write_text("new")
    (tree / "link").unlink()
    (tree / "link").symlink_to("logs")

    said = subprocess.run(
        ["aide", "--check", "--config", str(config)], check=False, capture_output=True, text=True
    ).stdout
    _, found = compare(capsys, tree, baseline)

    theirs = {word.rpartition(f"{tree}/")[2] for word in said.split() if f"{tree}/" in word}
    assert {path for _, path, _ in found} == theirs
