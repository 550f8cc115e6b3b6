"""Recompute the whole ledger from its entries, and say what is not as it was written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from chahe.ledger import merkle
from chahe.ledger.canonical import parse_canonical
from chahe.ledger.heads import verify_head

from .actions import split_hashes
from .models import Entry, Frontier, Head, Node
from .queries import public_key, signed_head

CHUNK = 1000
COLUMNS = {
    "seq": "序號",
    "actor": "行為人",
    "firm": "證券商",
    "act": "行為",
    "subject": "對象",
    "before": "之前摘要",
    "after": "之後摘要",
}
_Place = tuple[int, int]


@dataclass(frozen=True)
class Problem:
    """`where` is `entry:7`, `node:2/1`, `head:8` or `frontier`; `message` is for people."""

    where: str
    message: str


@dataclass
class _Tree:
    """The tree as the entries' own text makes it; `missing` is the first entry that is gone."""

    heads: dict[int, Head]
    key: bytes | None
    size: int = 0
    frontier: tuple[bytes, ...] = ()
    missing: int | None = None
    nodes: dict[_Place, bytes] = field(default_factory=dict)

    def grow(self, entry: Entry) -> Iterator[Problem]:
        if self.missing is None and entry.seq != self.size:
            self.missing = self.size
            yield Problem(f"entry:{self.size}", f"缺少第 {self.size} 筆紀錄，其後無法重算")
        if self.missing is not None:
            return
        grown = merkle.append(self.frontier, self.size, merkle.leaf_hash(entry.text.encode()))
        self.frontier, self.size = grown.frontier, self.size + 1
        self.nodes |= {(level, index): hashed for level, index, hashed in grown.new_nodes}
        if head := self.heads.pop(self.size, None):
            yield from _head_problems(head, merkle.root_of(self.frontier), self.key)


def verify_ledger() -> list[Problem]:
    """Recompute everything the journal's entries decide, and return what differs; [] when sound.

    Entries are read as a stream; a broken chain is named once, where it breaks.
    """
    return list(_problems())


def _problems() -> Iterator[Problem]:
    tree = _Tree({head.size: head for head in Head.objects.all()}, public_key())
    if head := tree.heads.pop(0, None):
        yield from _head_problems(head, merkle.root_of(()), tree.key)
    for entry in Entry.objects.order_by("seq").iterator(chunk_size=CHUNK):
        yield from entry_problems(entry)
        yield from tree.grow(entry)
        if len(tree.nodes) >= CHUNK:
            yield from _node_problems(tree.nodes)
            tree.nodes = {}
    yield from _node_problems(tree.nodes)
    yield from _end_problems(tree)


def entry_problems(entry: Entry) -> list[Problem]:
    """Compare an entry's columns and leaf with its text, which is what was hashed."""
    where, found = f"entry:{entry.seq}", []
    if merkle.leaf_hash(entry.text.encode()) != bytes(entry.leaf):
        found.append(Problem(where, f"第 {entry.seq} 筆的內容與葉雜湊不符"))
    try:
        said = parse_canonical(entry.text.encode())
        at = datetime.fromisoformat(said["at"])
    except (ValueError, TypeError, KeyError):
        return [*found, Problem(where, f"第 {entry.seq} 筆的內容不是正規格式")]
    wrong = [label for name, label in COLUMNS.items() if said.get(name) != getattr(entry, name)]
    if at.utcoffset() is None or at != entry.at:
        wrong.append("時間")
    if wrong:
        message = f"第 {entry.seq} 筆的欄位與內容不符：{'、'.join(wrong)}"
        found.append(Problem(where, message))
    return found


def _node_problems(expected: dict[_Place, bytes]) -> Iterator[Problem]:
    spans: dict[int, list[int]] = {}
    for level, index in expected:
        spans.setdefault(level, []).append(index)
    places = Q(pk__in=[])
    for level, indexes in spans.items():
        places |= Q(level=level, index__range=(min(indexes), max(indexes)))
    kept = {(n.level, n.index): bytes(n.hash) for n in Node.objects.filter(places)}
    for (level, index), hashed in expected.items():
        if kept.get((level, index)) != hashed:
            why = "與重算結果不同" if (level, index) in kept else "不見了"
            yield Problem(f"node:{level}/{index}", f"帳本節點 {level}/{index} {why}")


def _head_problems(head: Head, root: bytes, key: bytes | None) -> Iterator[Problem]:
    where = f"head:{head.size}"
    if head.root != root.hex():
        yield Problem(where, f"第 {head.size} 筆的樹頭與重算的樹根不同")
    if key is None or not verify_head(signed_head(head), key):
        at = timezone.localtime(head.at).isoformat()
        yield Problem(where, f"第 {head.size} 筆的樹頭（{at}）簽章不成立")


def _end_problems(tree: _Tree) -> Iterator[Problem]:
    for size in sorted(tree.heads):
        yield Problem(f"head:{size}", f"樹頭涵蓋 {size} 筆，但連續的紀錄只有 {tree.size} 筆")
    if tree.missing is not None:
        return
    spare = Node.objects.count() - (tree.size - tree.size.bit_count())
    if spare > 0:
        yield Problem("node", f"帳本多出 {spare} 個節點")
    kept = Frontier.objects.filter(pk=1).first()
    if (kept.size if kept else 0) != tree.size:
        yield Problem("frontier", f"帳本記載 {kept.size if kept else 0} 筆，實際 {tree.size} 筆")
    elif kept and split_hashes(bytes(kept.hashes)) != tree.frontier:
        yield Problem("frontier", "帳本邊界的雜湊與重算結果不同")
