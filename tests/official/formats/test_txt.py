import pytest
from tests.official.formats.samples import SEEDS, drawn, numbers

from chahe.official.formats import load_formats, read_blocks
from chahe.official.model import Line, OfficialError, Table

TXT = load_formats()["txt"]


def read(text: str) -> tuple[Line | Table, ...]:
    return TXT.read(text.encode())


def test_txt_keeps_every_line_with_its_number_and_indent() -> None:
    blocks = read("第一點\n\n　　內文 \n\t\t二\n \ta\n")

    assert blocks == (
        Line("第一點", 1),
        Line("", 2),
        Line("內文", 3, 4),
        Line("二", 4, 16),
        Line("a", 5, 8),
    )


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_txt_reads_any_line_ending(ending: str) -> None:
    assert read(ending.join(["甲", "乙", "丙"])) == (Line("甲", 1), Line("乙", 2), Line("丙", 3))


@pytest.mark.parametrize("mark", ["\f", "\v", "\u2028", "\x85"])
def test_txt_breaks_a_line_in_two_of_one_number(mark: str) -> None:
    blocks = read(f"甲{mark}乙\n{mark}丙\n")

    assert blocks == (Line("甲", 1), Line("乙", 1), Line("丙", 2))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp950"])
def test_txt_reads_every_encoding(encoding: str) -> None:
    data = "應訂定規範（每年）。\n第二行".encode(encoding)

    assert drawn(read_blocks(data, "a.txt")) == ["應訂定規範（每年）。", "第二行"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a\nb\0c", "文字檔第 2 行含有 NUL 位元組"),
        ("好的文字，夠長的一段好的文字內容\n".encode() + b"\xff\xfe", "文字檔第 2 行有無法解讀"),
        (b"\xff\x00\xff", "文字檔第 1 行有無法解讀"),
    ],
)
def test_txt_refuses_what_is_not_text(data: bytes, message: str) -> None:
    with pytest.raises(OfficialError, match=message):
        TXT.read(data)


def test_txt_refuses_too_many_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chahe.official.formats.txt.MAX_LINES", 10)

    assert len(TXT.read(b"\n" * 10)) == 10
    with pytest.raises(OfficialError, match="行的上限"):
        TXT.read(b"\n" * 11)


DUMP = """規範名稱
 \t項目
\t重點
\t來源
\t程序

\t一、組織
\t(1) 公司應設專責單位。

\t規則甲 3
規則乙 4
\t1. 取得組織圖。
2. 檢查\t分工。

\t
\t(2) 專責人員應受訓。
\t規則甲 5
\t

\t
\t(3) 第三點
(a) 其一

\t
\t檢查紀錄。
附記：本表另訂。
"""


def test_txt_makes_a_dump_a_table_again_by_counting_cells() -> None:
    blocks = read(DUMP)

    assert drawn(blocks) == [
        "規範名稱",
        "| 項目 | 重點 | 來源 | 程序 |",
        "| 一、組織 | (1) 公司應設專責單位。 | 規則甲 3 / 規則乙 4"
        " | 1. 取得組織圖。 / 2. 檢查\t分工。 |",
        "|  | (2) 專責人員應受訓。 | 規則甲 5 |  |",
        "|  | (3) 第三點 / (a) 其一 |  | 檢查紀錄。 / 附記：本表另訂。 |",
    ]
    assert numbers(blocks)[-6:] == [16, 17, 21, 22, 25, 26]


def test_txt_ends_a_dumped_table_where_text_follows_a_blank_line() -> None:
    blocks = read(DUMP.replace("附記", "\n附記") + "第二行\n")

    assert drawn(blocks)[-4:] == [
        "|  | (3) 第三點 / (a) 其一 |  | 檢查紀錄。 |",
        "",
        "附記：本表另訂。",
        "第二行",
    ]


def test_txt_keeps_blank_lines_within_the_cells_of_one_long_row() -> None:
    text = (
        "對照表\n\t修訂後\n\t修訂前\n\t說明\n\n\t1.甲\n\n(1)乙\n\n\n"
        "\t1.甲\n\n(新增)\n\n\n\t配合修訂。\n\n再者。\n\n\n後記\n"
    )

    assert drawn(read(text)) == [
        "對照表",
        "| 修訂後 | 修訂前 | 說明 |",
        "| 1.甲 /  / (1)乙 | 1.甲 /  / (新增) | 配合修訂。 /  / 再者。 |",
        "",
        "",
        "後記",
    ]


def test_txt_lets_a_heading_row_be_shorter() -> None:
    text = "\t甲欄\n\t乙欄\n\n\t合併的標題\n\n\t一\n\t二\n\n\t三\n\t四\n"

    assert drawn(read(text)) == ["| 甲欄 | 乙欄 |", "| 合併的標題 |", "| 一 | 二 |", "| 三 | 四 |"]


def test_txt_reads_an_excerpt_of_a_dump_that_lost_its_header() -> None:
    text = "前文\n\t程序甲\n" + "".join(f"\n\t\n\t重點{at}\n\t程序{at}\n" for at in "乙丙丁")

    assert drawn(read(text)) == [
        "前文",
        "|  |  | 程序甲 |",
        "|  | 重點乙 | 程序乙 |",
        "|  | 重點丙 | 程序丙 |",
        "|  | 重點丁 | 程序丁 |",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\t本規範係為健全管理而訂定。\n\n\t公司應遵守下列事項。\n",
        "\t1.甲\n\t2.乙\n\n\t3.丙\n\t4.丁\n",
        "\t甲乙丙。\n\t丁戊己。\n\n\t庚辛。\n\t壬癸。\n",
        "\t名稱\n\t日期\n後文\n",
        "甲\t乙\n丙\t丁\n",
    ],
)
def test_txt_leaves_indented_text_alone(text: str) -> None:
    blocks = read(text)

    assert [line.text for line in blocks if isinstance(line, Line)] == [
        line.strip() for line in text.splitlines()
    ]


def test_txt_makes_pipe_rows_a_table_and_keeps_their_rule_after_it() -> None:
    blocks = read("表\n| 甲 | 乙 |\n|---|:--:|\n| 一 |  |\n  | a\\|b | 二 |\n")

    assert drawn(blocks) == ["表", "| 甲 | 乙 |", "| 一 |  |", "| a|b | 二 |", "|---|:--:|"]
    assert numbers(blocks) == [1, 2, 2, 4, 5, 5, 3]


@pytest.mark.parametrize("text", ["|", "-", "| 甲", "| 甲 | 乙 |", "| 甲 |\n| 乙 |", "|---|---|"])
def test_txt_leaves_lone_pipes_and_dashes_alone(text: str) -> None:
    assert drawn(read(text)) == text.split("\n")


@pytest.mark.parametrize(
    "text",
    ["|" + "-" * 200_000 + "x|", "\t" * 200_000, " " * 200_000 + "x", "\ta\n\tb\n\n" * 9_000],
)
def test_txt_takes_linear_time_whatever_is_in_it(text: str) -> None:
    assert read(text)


@pytest.mark.skipif(not SEEDS.exists(), reason="no founding documents here")
@pytest.mark.parametrize(
    ("start", "shapes"),
    [("000", [(2, 3)]), ("001", []), ("002", []), ("003", []), ("004", [(70, 4)])],
)
def test_txt_reads_the_founding_documents(start: str, shapes: list[tuple[int, int]]) -> None:
    path = next(SEEDS.glob(f"{start}_*.txt"))
    text = path.read_text("utf-8")

    blocks = read_blocks(path.read_bytes(), path.name)

    tables = [block for block in blocks if isinstance(block, Table)]
    wanted = [(number, line.strip()) for number, line in enumerate(text.split("\n"), start=1)]
    lines = [
        line
        for block in blocks
        for row in (block.rows if isinstance(block, Table) else (((block,),),))
        for cell in row
        for line in cell
    ]
    assert {(line.number, line.text) for line in lines} >= {pair for pair in wanted if pair[1]}
    assert [(len(table.rows), len(table.rows[0])) for table in tables] == shapes
    assert all(len(row) == len(table.rows[0]) for table in tables for row in table.rows)
