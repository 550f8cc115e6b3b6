import pytest
from tests.official.formats.samples import drawn, numbers, odf, zipped

from chahe.official.formats import load_formats, read_blocks
from chahe.official.model import Line, OfficialError

ODT = load_formats()["odt"]

STYLES = """<text:list-style style:name="L1">
<text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..."
 style:num-suffix="、"/>
<text:list-level-style-number text:level="2" style:num-format="1" style:num-prefix="("
 style:num-suffix=")" text:start-value="3"/>
<text:list-level-style-number text:level="3" style:num-format="a" text:display-levels="2"/>
</text:list-style><text:list-style style:name="L2">
<text:list-level-style-bullet text:level="1" text:bullet-char="\uf0b7"/></text:list-style>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="P0"/>
<style:style style:name="P0" style:family="paragraph">
<style:paragraph-properties fo:margin-left="1in" fo:text-indent="-12pt"/></style:style>"""


def read(body: str) -> list[str]:
    return drawn(ODT.read(odf(body, styles=STYLES)))


def items(*texts: str) -> str:
    return "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in texts)


def test_odt_is_read_in_order_with_its_spaces() -> None:
    body = """<text:h text:outline-level="1">標題</text:h>
    <text:p>甲<text:s text:c="2"/>乙<text:tab/>丙
    <text:span>丁</text:span><text:line-break/>戊<office:annotation><text:p>評</text:p>
    </office:annotation></text:p><text:p/><text:section><text:p text:style-name="P1">己</text:p>
    </text:section>"""

    blocks = ODT.read(odf(body, styles=STYLES))

    assert blocks == (
        *(Line("標題", 1), Line("甲  乙\t丙 丁", 2), Line("戊", 3), Line("", 4), Line("己", 5, 60)),
    )


def test_odt_numbers_become_text() -> None:
    deep = f"<text:list>{items('末')}</text:list>"
    inner = f"<text:list-item><text:p>子</text:p>{deep}</text:list-item>{items('丑')}"
    body = (
        f'<text:list text:style-name="L1" xml:id="x"><text:list-header><text:p>頭</text:p>'
        f"</text:list-header><text:list-item><text:p>甲</text:p><text:p>續</text:p><text:list>{inner}</text:list>"
        f"</text:list-item>{items('乙')}</text:list><text:p>間</text:p>"
        f'<text:list text:style-name="L1" text:continue-numbering="true">{items("丙")}</text:list>'
        f'<text:list text:style-name="L1">{items("新")}</text:list>'
        f'<text:list text:style-name="L1" text:continue-list="x">{items("丁")}</text:list>'
        f'<text:list text:style-name="L2">{items("點")}</text:list>'
        '<text:list><text:list-item text:start-value="9"><text:p>無式</text:p></text:list-item>'
        "</text:list>"
    )

    assert read(body) == [
        *("頭", "一、 甲", "續", "." * 18 + "(3) 子", "." * 36 + "3.a 末", "." * 18 + "(4) 丑"),
        *("二、 乙", "間", "三、 丙", "一、 新", "四、 丁", "• 點", "無式"),
    ]


def test_odt_list_that_only_leads_inside_goes_on_inside() -> None:
    first = f"<text:list>{items('子')}</text:list>"
    start = f"<text:list-item><text:p>甲</text:p>{first}</text:list-item>"
    inside = f"<text:list-item><text:list>{items('{}')}</text:list></text:list-item>"
    again = '<text:list text:style-name="L1" text:continue-numbering="true">{}</text:list>'
    inner = f"<text:list>{items('寅')}</text:list>"
    two = f"<text:list-item><text:p>乙</text:p>{inner}{inner}</text:list-item>"

    lines = read(
        f'<text:list text:style-name="L1">{start}</text:list>'
        + again.format(inside.format("丑"))
        + again.format(two)
    )

    assert [line.strip(".") for line in lines] == [
        *("一、 甲", "(3) 子", "(4) 丑", "二、 乙", "(3) 寅", "(3) 寅"),
    ]


def test_odt_tables_have_their_cells_in_place() -> None:
    cell = "<table:table-cell{}>{}</table:table-cell>"
    covered = "<table:covered-table-cell/>"
    body = (
        "<table:table><table:table-header-rows><table:table-row>"
        + cell.format(' table:number-columns-spanned="2"', "<text:p>條文</text:p>")
        + covered
        + cell.format("", "<text:p>說明</text:p>")
        + "</table:table-row></table:table-header-rows><table:table-row>"
        + cell.format(' table:number-rows-spanned="2"', "<text:p>甲</text:p><text:p>乙</text:p>")
        + cell.format(' table:number-columns-repeated="2"', "<text:p>同</text:p>")
        + "</table:table-row><table:table-row>"
        + covered
        + cell.format("", "<text:p>丙</text:p>")
        + cell.format("", "")
        + "</table:table-row></table:table>"
    )

    blocks = ODT.read(odf(body))

    assert drawn(blocks) == ["| 條文 |  | 說明 |", "| 甲 / 乙 | 同 | 同 |", "|  | 丙 |  |"]
    assert numbers(blocks) == list(range(1, 8))


def test_odt_leaves_deletions_out_and_puts_notes_last() -> None:
    body = """<text:tracked-changes><text:changed-region><text:deletion><text:p>刪</text:p>
    </text:deletion></text:changed-region></text:tracked-changes><text:p>文<text:note>
    <text:note-citation>1</text:note-citation><text:note-body><text:p>註</text:p></text:note-body>
    </text:note><draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame></text:p>"""

    assert read(body) == ["文", "框", "", "註"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (odf("", extra={"META-INF/manifest.xml": b"<m:encryption-data/>"}), "密碼保護"),
        (odf("<text:p>" * 300), "過大或巢狀過深"),
        (odf("<text:p>"), "不是正確的 XML"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "缺少 content.xml"),
        (
            odf(
                "<table:table><table:table-row>"
                + '<table:table-cell table:number-columns-repeated="99"><text:p>a</text:p>'
                "</table:table-cell>" * 3 + "</table:table-row></table:table>"
            ),
            "表格過大",
        ),
    ],
)
def test_odt_that_is_broken_or_hostile_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(OfficialError, match=message):
        read_blocks(data, "a.odt")
