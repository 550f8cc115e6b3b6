import pytest

from chahe.official.formats._pdf_model import Row, RuledTable, TextLine
from chahe.official.formats._pdf_pages import joined


def row(*cells: str) -> Row:
    return [[TextLine(cell, 0, 0)] if cell else [] for cell in cells]


def table(*rows: Row, above: bool = False, below: bool = False, width: float = 50) -> RuledTable:
    edges = [width * place for place in range(len(rows[0]) + 1)]
    return RuledTable(edges, list(rows), 0, is_cut_above=above, is_cut_below=below)


HEAD = row("區", "點", "法")
FIRST = row("一、甲", "(1) 應", "1. 檢")


@pytest.mark.parametrize("is_cut", [True, False])
@pytest.mark.parametrize(
    ("after", "goes_on"),
    [
        (row("", "", "2. 檢"), True),
        (row("", "續", "2. 檢"), True),
        (row("", "(2) 應", "檢查"), False),
        (row("二、乙", "(1) 應", "檢查"), False),
    ],
)
def test_row_goes_on_over_the_page_unless_it_is_a_new_one(
    after: Row, goes_on: bool, is_cut: bool
) -> None:
    items = joined([[table(HEAD, FIRST, below=is_cut)], [table(HEAD, after)]])

    rows = [found.rows for found in items if isinstance(found, RuledTable)]
    both = [first + second for first, second in zip(FIRST, after, strict=True)]
    assert rows == [[HEAD, both] if goes_on else [HEAD, FIRST, after]]


def test_row_with_its_first_cell_goes_on_only_where_no_ruling_parts_them() -> None:
    after = row("續", "續", "")

    cut = joined([[table(FIRST, below=True)], [table(after)]])
    parted = joined([[table(FIRST)], [table(after)]])

    assert [len(found.rows) for found in cut if isinstance(found, RuledTable)] == [1]
    assert [len(found.rows) for found in parted if isinstance(found, RuledTable)] == [2]


@pytest.mark.parametrize(
    "second",
    [
        [TextLine("文", 0, 0), table(FIRST)],
        [table(FIRST, width=80)],
        [table(row("甲", "乙"))],
    ],
)
def test_tables_are_not_joined_over_text_or_with_other_columns(second: list[object]) -> None:
    first = table(FIRST)

    items = joined([[first], second])  # type: ignore[list-item]

    assert items == [first, *second]
