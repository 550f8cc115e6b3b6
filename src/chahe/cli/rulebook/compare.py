"""比較兩個版本：未修正、文字修正、條號變更、新增與刪除"""

import argparse
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from ...documents.comparison import ComparisonRecord, comparison_table, counted
from ...documents.dates import TAIPEI
from ...documents.writers import load_writers
from ...rulebook import ChangeKind
from ...rulebook.compared import Compared
from ...rulebook.spans import SpanKind
from .._model import UsageError
from ._model import action, print_json
from ._sides import Side, compared, sides_of

_MARKS = {SpanKind.KEPT: "{}", SpanKind.REMOVED: "[-{}-]", SpanKind.ADDED: "{{+{}+}}"}
_WHICH = "DOC@EDITION，或官方文件的檔案；檔案有多個版本時寫成 檔案#標題 或 檔案#編號"


@action
def compare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", metavar="A", help=f"修訂前：{_WHICH}")
    parser.add_argument(
        "after",
        metavar="B",
        nargs="?",
        help="修訂後；不寫時，比較檔案 A 的兩欄，或 A 與它的前一版本",
    )
    parser.add_argument("--json", action="store_true", help="輸出 JSON")
    parser.add_argument("--all", action="store_true", help="文件列出全部條文，而不只有變動者")
    for writer in load_writers().values():
        parser.add_argument(f"--{writer.suffix}", metavar="FILE", help=f"寫出{writer.title}")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    before, after = sides_of(options.before, options.after)
    found = compared(before, after)
    _write_papers(options, before, after, found)
    if options.json:
        print_json({"changes": [_as_data(each) for each in found]})
        return 0
    for line in _lines(before, after, found):
        print(line)
    return 0


def _as_data(each: Compared) -> dict[str, object]:
    return {
        "path": each.path,
        "from": each.origin,
        "change": each.kind.value,
        "reason": each.reason,
        "likeness": round(each.likeness, 4),
    }


def _lines(before: Side, after: Side, found: Sequence[Compared]) -> Iterator[str]:
    olds, news = ({node.path: node for node in side.nodes} for side in (before, after))
    yield f"{before.title}（{before.name}）→ {after.title}（{after.name}）"
    for each in found:
        if each.kind is ChangeKind.SAME:
            continue
        node = news[each.path] if each.path is not None else olds[each.origin or ""]
        old = olds[each.origin] if each.origin is not None and each.path is not None else None
        moved = f" ← {old.cited}" if old and old.cited != node.cited else ""
        yield ""
        yield f"{each.kind.label}　{node.cited}{moved}"
        yield f"    {_marked(each, node.words)}"
        yield f"    {each.reason}"
    yield ""
    yield counted(found)


def _marked(each: Compared, words: str) -> str:
    if each.kind is ChangeKind.NEW:
        return _MARKS[SpanKind.ADDED].format(_one_line(words))
    if each.kind is ChangeKind.REMOVED:
        return _MARKS[SpanKind.REMOVED].format(_one_line(words))
    spans = (_MARKS[span.kind].format(_one_line(span.text)) for span in each.changes)
    return "".join(spans) or _one_line(words)


def _one_line(text: str) -> str:
    return text.replace("\n", "　")


def _write_papers(
    options: argparse.Namespace, before: Side, after: Side, found: Sequence[Compared]
) -> None:
    for suffix, writer in load_writers().items():
        if name := getattr(options, suffix):
            notes = tuple(dict.fromkeys((*after.remarks, *before.remarks)))
            record = ComparisonRecord(
                title=after.title,
                issuer=after.body or before.body,
                before_name=before.name,
                after_name=after.name,
                before=before.nodes,
                after=after.nodes,
                compared=found,
                notes=notes,
            )
            made_at = datetime.now(TAIPEI)
            paper = comparison_table(record, made_at=made_at, every=options.all)
            try:
                Path(name).write_bytes(writer.write(paper))
            except OSError as error:
                raise UsageError(f"無法寫入「{name}」：{error.strerror}") from None
