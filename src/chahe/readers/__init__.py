"""One file a foreign format: bytes to a tidy table.

To add one, write `readers/<id>.py` and `tests/readers/test_<id>.py` with a golden sample.
"""

from collections.abc import Mapping
from functools import cache

from ..discover import discover
from ._kinds import KIND_TITLES
from ._model import Reader, ReadError, Row, Source, Table, reader
from ._parsing.ranges import merge as merge_ranges
from ._parsing.text import SNIFF_BYTES, encoding_of

__all__ = [
    "KIND_TITLES",
    "SNIFF_BYTES",
    "ReadError",
    "Reader",
    "Row",
    "Source",
    "Table",
    "load_readers",
    "merge_ranges",
    "read_any",
    "reader",
]


@cache
def load_readers() -> Mapping[str, Reader]:
    """Return every reader by id."""
    return discover(__package__, Reader)


def read_any(source: Source) -> Table:
    """Read a source with the reader whose format it is.

    Where several claim it, the one that can read it is taken; two that both can are refused, since
    the file then means two things.

    :raises ReadError: if no reader claims it, or those that do cannot read it
    """
    with source.open() as stream:
        head = stream.read(SNIFF_BYTES)
    claims = [found for found in load_readers().values() if found.sniff(head)]
    if not claims:
        encoding_of(source)
        titles = "、".join(found.title for found in load_readers().values())
        raise ReadError(f"認不出這個檔案的格式；可接受：{titles}")
    tables, errors = [], []
    for found in claims:
        try:
            tables.append(found.read(source))
        except ReadError as error:
            errors.append(error)
    if not tables:
        raise errors[0]
    if len(tables) > 1:
        readers = "、".join(table.reader for table in tables)
        raise ReadError(f"這個檔案同時符合多種格式（{readers}），請指定其中一種後重新匯出")
    return tables[0]
