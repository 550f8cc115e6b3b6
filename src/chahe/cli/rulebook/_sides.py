"""What `chahe rulebook compare` is given: a book's edition, or an official document's."""

from dataclasses import dataclass
from pathlib import Path

from ...deadlines import format_roc
from ...official import EditionText, OfficialText
from ...rulebook import Edition, load_editions
from ...rulebook.compare import compare, compare_editions, nodes_of
from ...rulebook.compared import Compared, Node
from .._model import UsageError
from ._model import find_edition
from .parse import read_official

OURS = "題目由本系統自行撰寫，不是官方條文。"
UNDIVIDED = "修訂理由（文件未分條載明）："


@dataclass(frozen=True)
class Side:
    """One edition: `title` of its document, its own `name`; `edition` where it is a book's."""

    title: str
    body: str
    name: str
    nodes: tuple[Node, ...]
    remarks: tuple[str, ...] = ()
    edition: Edition | None = None


def sides_of(one: str, other: str | None) -> tuple[Side, Side]:
    """Return the earlier and the later side; without the other, of a document's two columns or
    of a book's edition and the one before it.

    :raises UsageError: if there is no such thing, or it does not say which edition
    """
    if other is not None:
        return _side(one), _side(other)
    path, _, label = _split(one)
    if path is None:
        edition = find_edition(one)
        return _of_edition(_before(edition)), _of_edition(edition)
    text = read_official(path)
    if label or len(text.editions) != 2:
        raise UsageError(f"「{one}」不是恰有兩欄的對照表，請再給一個要比較的版本")
    later, earlier = text.editions
    return _of_column(text, earlier, path), _of_column(text, later, path)


def compared(before: Side, after: Side) -> tuple[Compared, ...]:
    if before.edition and after.edition:
        return compare_editions(before.edition, after.edition)
    return compare(before.nodes, after.nodes)


def _side(name: str) -> Side:
    path, file, label = _split(name)
    if path is None:
        return _of_edition(find_edition(name))
    text = read_official(path)
    return _of_column(text, _column(text, label, file), path)


def _split(name: str) -> tuple[Path | None, str, str]:
    """Return the file, its name and the wanted edition; no file where a book is meant."""
    file, _, label = name.rpartition("#") if "#" in name else (name, "", "")
    for path, wanted in ((Path(name), ""), (Path(file), label)):
        if path.is_file():
            return path, path.name, wanted
    document = name.partition("@")[0]
    if "@" in name or document in {edition.document for edition in load_editions()}:
        return None, "", ""
    raise UsageError(f"找不到檔案，也不是「文件@版本」：{name}")


def _column(text: OfficialText, label: str, file: str) -> EditionText:
    """Return the edition a label or a number, from 1, names; the only one needs no name."""
    every = text.editions
    if label.isdecimal() and 1 <= int(label) <= len(every):
        return every[int(label) - 1]
    found = [each for each in every if label in (each.label, str(each.date))]
    found = found or [each for each in every if label in each.label]
    if len(found) != 1:
        known = "、".join(f"{n}（{each.label or '無標題'}）" for n, each in enumerate(every, 1))
        raise UsageError(f"請以「檔案#編號」指明「{file}」的哪一個版本：{known or '沒有任何條文'}")
    return found[0]


def _of_column(text: OfficialText, column: EditionText, path: Path) -> Side:
    nodes = tuple(
        Node(rule.path, rule.code, rule.title, rule.text, reason=rule.reason)
        for rule in column.rules
    )
    remarks = tuple(f"{UNDIVIDED}{reason}" for reason in text.reasons)
    name = column.label or (format_roc(column.date) if column.date else path.name)
    return Side(text.title or path.stem, "", name, nodes, remarks)


def _of_edition(edition: Edition) -> Side:
    name = f"{format_roc(edition.start)}版" if edition.start else edition.edition
    nodes = nodes_of(edition)
    return Side(edition.title, edition.body, name, nodes, (OURS,), edition)


def _before(edition: Edition) -> Edition:
    mine = [each for each in load_editions() if each.document == edition.document]
    place = [each.id for each in mine].index(edition.id)
    if not place:
        raise UsageError(f"「{edition.id}」沒有更早的版本，請再給一個要比較的版本")
    return mine[place - 1]
