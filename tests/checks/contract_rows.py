"""Contracts for tests of the checks that read them."""

from datetime import date

from chahe.readers import Row, Table

SIGNING = "中華民國 114 年 12 月 20 日"


def contract(
    *paragraphs: str,
    title: str = "資訊系統委外維護契約書",
    end: tuple[str, ...] = (SIGNING,),
    gaps: tuple[str, ...] = (),
    signed: date | None = date(2025, 12, 20),
) -> Table:
    """Make a contract of which each paragraph is a clause, and the last one also its end."""
    clauses = [(f"第{n}條", text) for n, text in enumerate(paragraphs, 1)]
    last = clauses[-1][0]
    held = [("", title), *clauses, *((last, text) for text in end)]
    rows: tuple[Row, ...] = tuple(
        {"contract": title, "contractor": "松柏資訊", "signed": signed, "clause": clause,
         "text": text, "line": line}
        for line, (clause, text) in enumerate(held, 1)
    )  # fmt: skip
    return Table("contracts", rows, f"{title}.txt", "x", gaps)
