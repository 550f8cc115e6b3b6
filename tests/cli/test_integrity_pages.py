"""`chahe integrity pages`, as a person or a script runs it."""

from pathlib import Path

import pytest

from chahe.cli import main
from chahe.readers import Source, read_any


def test_pages_are_a_snapshot_its_reader_reads(tmp_path: Path) -> None:
    tree = tmp_path / "www"
    (tree / "css").mkdir(parents=True)
    (tree / "index.html").write_text("<p>")
    (tree / "app.js").write_text("x")
    (tree / "中 文.HTM").write_bytes(b"\xef\xbb\xbf<form action=//x.example>")
    (tree / "old.html").write_bytes("舊".encode("cp950"))
    (tree / "css" / "away.html").symlink_to("/etc/hostname")
    (tmp_path / "away").mkdir()
    (tree / "img").symlink_to(tmp_path / "away")
    (tmp_path / "current").mkdir()
    (tmp_path / "current" / "a.html").write_text("x")
    (tree / "linked").symlink_to(tmp_path / "current")
    (tree / "loop").symlink_to(tmp_path / "loop")
    output = tmp_path / "pages.txt"

    status = main(
        ["integrity", "pages", str(tree), "--site", "https://a.example/", "-o", str(output)]
    )

    rows = read_any(Source.from_path(output)).rows
    assert status == 3
    assert [(row["url"], row["error"], row["hosts"]) for row in rows] == [
        ("https://a.example/%E4%B8%AD%20%E6%96%87.HTM", "", ("x.example",)),
        ("https://a.example/css/away.html", "ELOOP", ()),
        ("https://a.example/index.html", "", ()),
        ("https://a.example/linked", "ELOOP", ()),
        ("https://a.example/old.html", "不是 UTF-8", ()),
    ]


@pytest.mark.parametrize(
    ("folder", "site", "message"),
    [
        ("css", "https://a.example", "沒有 .html 或 .htm 網頁"),
        (".", "a.example", "看不懂網址「a.example」"),
        ("none", "https://a.example", "不是資料夾"),
    ],
)
def test_pages_that_cannot_be_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], folder: str, site: str, message: str
) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "app.js").write_text("x")
    output = str(tmp_path / "x")

    assert main(["integrity", "pages", str(tmp_path / folder), "--site", site, "-o", output]) == 2
    assert message in capsys.readouterr().err
