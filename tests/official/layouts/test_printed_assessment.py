"""However an assessment table is printed and cut by pages, its rules are the same."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.official.trees import lost, parsed

from chahe.official import parse_blocks
from chahe.official.model import Line, Table

HEADER = ("內部控制制度", "控制重點", "參酌來源", "執行程序")
ROWS = (
    (
        "1、組織",
        "(1)應設劇場主管，負責舞台安全。",
        "1.劇場辦法第9條\n2.參酌「舞台機制」3",
        "1.取得組織圖。\n2.檢查職掌：\n(1).主管。\n(2).代理人。",
    ),
    ("", "(2)人員應有證照。", "劇場辦法第10條", "檢查證照是否有效，並確認其種類。"),
    (
        "2、舞台作業",
        "(1)吊桿\n1.應標示載重。\n2.應每年檢驗。",
        "1.標準二、(一)",
        "1.取得檢驗紀錄。\n2.觀察標示。",
    ),
    ("", "(2)燈具應固定，並加裝鋼索。", "1.標準二、(二)", "抽核燈具，確認鋼索未鬆脫。"),
    ("3、觀眾席", "(1)逃生\n1.出口應暢通。", "1.標準三", "實地觀察出口。"),
    ("", "2.應有照明。(夜間演出時適用)", "1.標準三", "1.詢問值班人員。\n2.檢查照明。"),
)


def told(found):
    return [
        (r.path, r.title, r.text, r.sources, r.procedure, r.applies_text)
        for r in found.editions[0].rules
    ]


def piped(rows) -> str:
    lines = ["| " + " | ".join(HEADER) + " |", "|---|---|---|---|"]
    lines += ["| " + " | ".join(cell.replace("\n", "<br>") for cell in row) + " |" for row in rows]
    return "劇場安全評估規範\n" + "\n".join(lines) + "\n"


def dumped(rows) -> str:
    rows = [HEADER, *rows]
    body = "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows)
    return "劇場安全評估規範\n" + body


EXPECTED = told(parsed(piped(ROWS)))


def test_rows_have_areas_groups_sources_and_procedures():
    paths = " ".join(path for path, *_ in EXPECTED)
    assert paths == "1 1.1 1.2 2 2.1 2.2 3 3.1 3.1.1 3.1.2"
    assert {path: title for path, title, *_ in EXPECTED if title} == {
        "1": "組織",
        "2": "舞台作業",
        "3": "觀眾席",
        "3.1": "逃生",
    }
    assert EXPECTED[1][3:5] == (
        ("劇場辦法第9條", "參酌「舞台機制」3"),
        ("取得組織圖。", "檢查職掌：（1）.主管。（2）.代理人。"),
    )


def test_dumped_table_is_the_same():
    assert told(parsed(dumped(ROWS))) == EXPECTED


def cut(rows, cuts, *, repeat):
    """Cut rows in two at a share of each cell, as the end of a page does."""
    done = []
    for row, share in zip(rows, cuts, strict=True):
        if share is None:
            done.append(row)
            continue
        heads, tails = zip(*(_halves(cell, share) for cell in row), strict=True)
        done += [heads, *([HEADER] if repeat else []), tails]
    return done


def _halves(cell, share):
    place = max(int(len(cell) * share), min(len(cell), 4))
    while 0 < place < len(cell) and not (
        "\u4e00" <= cell[place] <= "\u9fff" and cell[place - 1] != "\n"
    ):
        place += 1
    return cell[:place], cell[place:]


def blocks(rows, wide):
    numbers = iter(range(1, 10_000))
    lined = tuple(
        tuple(
            tuple(Line(_written(text, wide), next(numbers)) for text in cell.split("\n") if text)
            for cell in row
        )
        for row in [HEADER, *rows]
    )
    return (Line("劇場安全評估規範", 0), Table(lined))


def _written(text, wide):
    return text.translate(str.maketrans("()", "（）")) if wide else text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.none() | st.sampled_from([0.4, 0.6, 0.8]), min_size=len(ROWS), max_size=len(ROWS)),
    st.booleans(),
    st.booleans(),
)
def test_pages_may_cut_any_row_in_two(cuts, repeat, wide):
    rows = cut(ROWS, cuts, repeat=repeat)

    found = parse_blocks(blocks(rows, wide))

    assert told(found) == EXPECTED


def test_nothing_is_lost():
    text = dumped(cut(ROWS, [0.5] * len(ROWS), repeat=True))

    assert lost(text, parsed(text)) == []
