import pytest
from tests.official.formats.samples import drawn, numbers

from chahe.official.formats import load_formats, read_blocks
from chahe.official.model import OfficialError

HTML = load_formats()["html"]


def read(page: str) -> list[str]:
    return drawn(HTML.read(page.encode()))


def test_html_is_read_as_text_alone() -> None:
    page = """<!DOCTYPE html><html><head><title>某規範</title><style>p{color:red}</style>
    <script>document.write("<p>假的</p>")</script><meta http-equiv=refresh content=0></head>
    <body onload="run()"><!-- <p>註解</p> --><![if !supportLists]>
    <h1>第一章　總則</h1><p>第一條
    本規範<b>適用</b>於
    Web  API.<br>換行&amp;實體&#12288;</p>
    <img src=http://example.invalid/x.png><iframe src=x><p>框內</p></iframe>
    <template><p>範本</p></template>1 < 2</body></html>"""

    assert read(page) == [
        *("某規範", "第一章　總則", "第一條本規範適用於 Web API.", "換行&實體", "1 < 2"),
    ]


def test_html_numbers_ordered_lists_as_a_browser_does() -> None:
    page = """<ol type=A start=2><li>甲<li value=5><p>乙</p>
    <ol style="list-style-type: cjk-ideographic" start=11><li>內一</li><li>內二</li></ol></li>
    <li></li></ol><ul><li>無號</ul><ol reversed start=3><li>三<li>二</ol><li>散</li>
    <ol style="list-style:none"><li>不標</ol>"""

    assert read(page) == [
        *("B. 甲", "E. 乙", "....十一、內一", "....十二、內二", "F."),
        *("無號", "3. 三", "2. 二", "散", "不標"),
    ]


def test_html_keeps_the_lines_of_pre_and_indents() -> None:
    page = (
        "<pre>a  b\n\n  c\td</pre><p>&nbsp;&nbsp;甲</p><blockquote>乙</blockquote><p>丙<br><br>丁"
    )

    assert read(page) == ["a  b", "", "..c     d", "..甲", "....乙", "丙", "", "丁"]


def test_html_puts_spanning_cells_in_their_first_place() -> None:
    page = """<table><caption>表一</caption><thead><tr><th colspan=2>條文<th>說明</thead>
    <tr><td rowspan=2>甲<td>1<br>2<td rowspan=0>丙<tr><td>3<tr><td colspan=2>4</table>"""

    blocks = HTML.read(page.encode())

    assert drawn(blocks) == [
        "表一",
        "| 條文 |  | 說明 |",
        "| 甲 | 1 / 2 | 丙 |",
        "|  | 3 |  |",
        "| 4 |  |  |",
    ]
    assert numbers(blocks) == list(range(1, 10))


def test_html_flattens_tables_that_only_arrange_the_page() -> None:
    page = """<table><tr><td>選單</td><td><table><tr><th>條<th>文</tr><tr><td>一<td>某某規定</table>
    <table><tr><td>框</td></tr></table></td></tr></table>"""

    assert read(page) == ["選單", "| 條 | 文 |", "| 一 | 某某規定 |", "框"]


def test_html_keeps_a_table_with_a_small_table_in_a_cell() -> None:
    page = """<table><tr><td>很長的第一欄文字內容<td>很長的第二欄文字內容
    <table><tr><td>a<td>b</table></table>"""

    assert read(page) == ["| 很長的第一欄文字內容 | 很長的第二欄文字內容 / a / b |"]


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset=big5><p>應訂定</p>".encode("cp950"),
        "<meta http-equiv='Content-Type' content='text/html; charset=utf-8'><p>應訂定</p>".encode(),
        "<p>應訂定</p>".encode("utf-8-sig"),
        "<p>應訂定</p>".encode("utf-16"),
        "<p>應訂定</p>".encode("cp950"),
        "<meta charset=utf-8><p>應訂定</p>".encode("cp950"),
        "<meta charset=x-unknown><p>應訂定</p>".encode(),
    ],
)
def test_html_is_decoded_by_what_it_is(data: bytes) -> None:
    assert drawn(read_blocks(data, "a.html")) == ["應訂定"]


@pytest.mark.parametrize(
    "page",
    [
        "<p>前</p><!-- 未完 <p>後</p>",
        "<p>前</p><script>未完 <p>後</p>",
        "<p>前</p></table></td></tr></ol></p></pre></blockquote></br>",
        "<p>前</p><table><tr><td></table>",
    ],
)
def test_html_that_is_wrong_is_read_as_a_browser_would(page: str) -> None:
    assert [line for line in read(page) if line] == ["前"]


def test_html_keeps_what_follows_an_unclosed_quotation() -> None:
    assert read("<p>前</p><a href='未完>後") == ["前", "後"]


@pytest.mark.parametrize(
    "piece", ["<!--", "<a x='", "<a " + "x=" * 9, "</", "<![", "&", "<div>", "<ol><li>", "\n字"]
)
def test_html_takes_linear_time_whatever_is_wrong(piece: str) -> None:
    assert HTML.read(("<p>" + piece * 5_000).encode()) is not None


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<table><tr><td>" * 40, "巢狀過深"),
        ("<table><tr><td colspan=999>a", "過寬"),
        ("<table>" + "<tr><td colspan=200>a<td>" * 2, "過寬"),
        ("<table>" + "<tr><td colspan=199>a" * 51, "過大"),
        ("<br>" * 1001, "行的上限"),
        ("<p>a\0", "NUL"),
    ],
)
def test_html_beyond_any_document_is_refused(
    page: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chahe.official.formats._html_page.MAX_LINES", 1000)
    monkeypatch.setattr("chahe.official.formats._html_tables.MAX_CELLS", 10_000)

    with pytest.raises(OfficialError, match=message):
        HTML.read(page.encode())
