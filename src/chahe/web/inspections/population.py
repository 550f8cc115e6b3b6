"""A population 母體: the ids of all there is, from a piece of evidence or as they were typed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chahe.readers import ReadError, Source, Table, load_readers, read_any
from chahe.web.evidence import storage
from chahe.web.evidence.models import Evidence
from chahe.workflow import Refused

from .check_inputs import plain_row

MOST = 100_000  # items: more would make every page of the paper slow
LINE = "line"
_SOURCE = re.compile(r"「(?P<name>.+)」，(?P<title>.+)，編號欄位 (?P<columns>.+)", re.S)


@dataclass(frozen=True)
class Population:
    """`rows` are how the source has each key, as JSON can hold it; empty where it was typed."""

    keys: tuple[str, ...]
    rows: dict[str, dict[str, Any]]
    source: str


def read_table(evidence: Evidence) -> Table:
    """Read a piece of evidence as a tidy table.

    :raises Refused: if its bytes are not those that were handed in, or no reader can read them
    """
    if not storage.verify(evidence.blob_id):
        raise Refused(f"佐證「{evidence.name}」的內容與收到時不同或已遺失，請查明並重新取得。")
    try:
        return read_any(Source(evidence.name, lambda: storage.open(evidence.blob_id)))
    except ReadError as error:
        raise Refused(f"佐證「{evidence.name}」讀不出來：{error}") from error


def columns_of(table: Table) -> tuple[str, ...]:
    """Return the columns that can name an item: those of one value a row, the line last."""
    plain = {
        name: None
        for row in table.rows
        for name, value in row.items()
        if name != LINE and isinstance(value, str | int) and not isinstance(value, bool)
    }
    return (*plain, LINE) if table.rows else ()


def population_from(table: Table, *, columns: Sequence[str]) -> Population:
    """Name every row of a table by some of its columns.

    :raises Refused: if a column is not there, or two rows have the same name
    """
    if not columns or set(columns) - set(columns_of(table)):
        raise Refused("請選擇能指明每一列的編號欄位。")
    rows: dict[str, dict[str, Any]] = {}
    for row in table.rows:
        words = [_word(row.get(column)) for column in columns]
        key = "／".join(words)
        if not any(words):
            raise Refused(f"第 {row[LINE]} 行的編號是空白；請加選欄位，讓每一列都有自己的編號。")
        if key in rows:
            raise Refused(f"「{key}」出現不只一次；請加選欄位，讓每一列都有自己的編號。")
        rows[key] = plain_row(row)
    title = load_readers()[table.reader].title
    source = f"「{table.source}」，{title}，編號欄位 {'、'.join(columns)}"
    gaps = f"；有 {len(table.gaps)} 處讀不懂" if table.gaps else ""
    return Population(tuple(rows), rows, source[: 300 - len(gaps)] + gaps)


def population_again(evidence: Evidence, *, source: str) -> dict[str, dict[str, Any]]:
    """Read the rows of a frozen population again, named as its source says; {} if it cannot be."""
    named = _SOURCE.match(source)
    if named is None:
        return {}
    columns = named["columns"].partition("；")[0].split("、")
    try:
        return population_from(read_table(evidence), columns=columns).rows
    except Refused:
        return {}


def population_typed(text: str) -> tuple[str, ...]:
    """Return the ids of a list that was typed or pasted, one a line."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def _word(value: Any) -> str:
    return "" if value is None else str(value).strip()
