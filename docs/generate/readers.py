"""Every reader: a foreign format, and the columns of the table it becomes."""

import inspect
import sys

from chahe.readers import Reader, load_readers

from ._model import code, page


@page
def readers() -> str:
    parts = [
        "# 讀取器",
        "讀取器把外來格式的位元組轉成表格；格式由內容辨認，不看副檔名。"
        "新增見 [Add a reader](../how-to/add-a-reader.md)。",
    ]
    return "\n\n".join([*parts, *map(_reader, load_readers().values())])


def _reader(reader: Reader) -> str:
    doc = inspect.cleandoc(sys.modules[reader.read.__module__].__doc__ or "")
    body = doc.partition("\n")[2].strip()
    return (
        f"## {code(reader.id)} {reader.title}\n\n"
        f"產生的表格：{code(reader.kind)}\n\n```text\n{body}\n```"
    )
