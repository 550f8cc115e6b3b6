"""Every reader: a foreign format, and the columns of the table it becomes."""

import inspect
import sys

from chahe.readers import KIND_TITLES, Reader, load_readers

from ._model import code, page, table


@page
def readers() -> str:
    parts = [
        "# 讀取器",
        "讀取器把外來格式的位元組轉成表格；格式由內容辨認，不看副檔名。"
        "新增見 [Add a reader](../how-to/add-a-reader.md)。",
    ]
    return "\n\n".join([*parts, *map(_reader, load_readers().values())])


def _reader(reader: Reader) -> str:
    module = sys.modules[reader.read.__module__]
    doc = inspect.cleandoc(module.__doc__ or "")
    parts = [
        f"## {code(reader.id)} {reader.title}",
        f"產生的表格：{KIND_TITLES[reader.kind]}（{code(reader.kind)}）",
    ]
    columns = getattr(module, "_COLUMNS", {})
    named = [(code(name), "、".join(held)) for name, held in columns.items() if type(held) is tuple]
    if named:
        parts.append(table(("欄位", "標題列可以寫（大小寫與全半形不拘）"), named))
    return "\n\n".join([*parts, f"```text\n{doc.partition(chr(10))[2].strip()}\n```"])
