"""`chahe integrity fetch`: the addresses of a list, from a server of this machine."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from chahe.cli import _fetched_pages, main
from chahe.readers import Source, read_any

ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/": (200, {}, "<p>下單</p><script src=//cdn.example/a.js></script>".encode()),
    "/old": (200, {}, "舊".encode("cp950")),
    "/large": (200, {}, b"x" * 64),
    "/moved": (302, {"Location": "/"}, b""),
    "/away": (302, {"Location": "http://localhost:9/"}, b""),
    "/gone": (404, {}, b""),
    "/cut": (200, {"Content-Length": "99"}, b"<p>half"),
    "/%E5%85%AC%E5%91%8A.html?q=%E4%B8%AD": (200, {}, b"<p>"),
}


class _Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, headers, body = ANSWERS[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answering)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def fetch(tmp_path: Path, *lines: str) -> int:
    urls = tmp_path / "urls.txt"
    urls.write_text("\n".join(lines), "utf-8")
    return main(["integrity", "fetch", str(urls), "-o", str(tmp_path / "pages.txt")])


def test_pages_are_a_snapshot_its_reader_reads(
    tmp_path: Path, site: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_fetched_pages, "MAX_BYTES", 63)
    names = ("/", "/away", "/gone", "/large", "/moved", "/old")

    status = fetch(tmp_path, "# 官網", *(f"{site}{name}  # 說明" for name in names), "", site + "/")

    rows = read_any(Source.from_path(tmp_path / "pages.txt")).rows
    assert status == 3
    assert [(row["url"].removeprefix(site), row["error"], row["hosts"]) for row in rows] == [
        ("/", "", ("cdn.example",)),
        ("/away", "轉到清單以外的主機 localhost", ()),
        ("/gone", "HTTP 404", ()),
        ("/large", "超過 32 MiB", ()),
        ("/moved", "", ("cdn.example",)),
        ("/old", "不是 UTF-8", ()),
    ]
    assert {row["site"] for row in rows} == {site}
    assert "6 個網頁寫入" in capsys.readouterr().out


def test_a_page_that_is_cut_off_is_not_read(tmp_path: Path, site: str) -> None:
    assert fetch(tmp_path, f"{site}/cut") == 3

    (row,) = read_any(Source.from_path(tmp_path / "pages.txt")).rows
    assert (row["error"], row["sha256"]) == ("連線中斷，內容不完整", "")


def test_addresses_as_people_write_them(tmp_path: Path, site: str) -> None:
    local = site.replace("127.0.0.1", "localhost")

    status = fetch(tmp_path, f"{local}/公告.html?q=中", f"{local.replace('local', 'LOCAL')}/")

    rows = read_any(Source.from_path(tmp_path / "pages.txt")).rows
    assert status == 0
    assert {row["site"] for row in rows} == {local}
    assert [row["url"] for row in rows] == [
        f"{local}/",
        f"{local}/%E5%85%AC%E5%91%8A.html?q=%E4%B8%AD",
    ]


@pytest.mark.parametrize(
    ("said", "site"),
    [
        ("https://元大.tw/a", "https://xn--z4q35q.tw"),
        ("https://WWW.example.tw:8443/a", "https://www.example.tw:8443"),
        ("http://[2001:DB8::1]/a", "http://[2001:db8::1]"),
    ],
)
def test_a_host_is_written_as_it_is_asked(tmp_path: Path, said: str, site: str) -> None:
    (tmp_path / "urls.txt").write_text(said, "utf-8")

    assert _fetched_pages.sites_in(str(tmp_path / "urls.txt")) == {site: [f"{site}/a"]}


def test_one_list_a_site_and_a_host_that_does_not_answer_is_told(
    tmp_path: Path, site: str, capsys: pytest.CaptureFixture[str]
) -> None:
    silent = "http://127.0.0.1:1"

    status = fetch(tmp_path, f"{site}/", f"{silent}/")

    rows = read_any(Source.from_path(tmp_path / "pages.txt")).rows
    assert (status, {row["site"] for row in rows}) == (3, {site, silent})
    assert [bool(row["error"]) for row in rows] == [False, True]
    assert f"{silent}/：" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("www.example.tw", "第 1 行：看不懂網址「www.example.tw」"),
        ("file:///etc/passwd", "第 1 行：看不懂網址"),
        ("https://user:secret@www.example.tw/", "第 1 行：看不懂網址"),
        ("https://:secret@www.example.tw/", "第 1 行：看不懂網址"),
        ("https://[abc/", "第 1 行：看不懂網址"),
        ("https://www.example.tw:99999/", "第 1 行：看不懂網址"),
        ("# 什麼都沒有", "裡沒有網址"),
    ],
)
def test_a_list_that_is_wrong_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, message: str
) -> None:
    assert fetch(tmp_path, line) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "pages.txt").exists()
