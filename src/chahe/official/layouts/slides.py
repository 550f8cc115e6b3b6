"""簡報：短標題下面是幾個編號或符號項目；標題可能兩個並排。"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..dating import edition_day
from ..fold import narrow, squeezed
from ..furniture import is_page_number, is_rule, running_heads
from ..growing import grow
from ..labels import Label, split_label
from ..model import EditionText, Line
from ..outline import Draft
from ._model import Blocks, Laid, Layout, flattened

_BULLET = re.compile(r"^[\uf000-\uf0ff●○■□◆◇▪•‧・*]\s*")
_ENDED = re.compile(r"[。；;！？)]$")
_LONGEST_TITLE = 24
_SHORTEST_TITLE = 3
_PART = re.compile(r"\(\d+/\d+\)$")  # (2/5): the second of five slides
_MANY = 3
_OFTEN = 0.15
_LEAD_IN = re.compile(r".{1,6}:$")
_NEW_SLIDE = 3  # lines from one to the next, where two blank ones stand between


@dataclass
class _Deck:
    """Slides while they are read: titles that stood side by side, the one being filled.

    `indented` says that bullets have been lost and only the space after them is left.
    """

    indented: bool = False
    gap: int = 0
    roots: list[Draft] = field(default_factory=list)
    beside: list[Draft] = field(default_factory=list)
    root: Draft | None = None
    item: Draft | None = None
    other: list[Line] = field(default_factory=list)
    waiting: list[Line] = field(default_factory=list)


def lay_out(blocks: Blocks) -> Laid:
    """Read titles as rules and what stands under them as theirs; list the rest."""
    lines = [line for line in flattened(blocks) if line.text.strip()]
    running, before = running_heads(lines), 0
    plain = [line for line in lines if narrow(line.text).strip() not in running]
    deck = _Deck(indented=sum(line.indent > 0 for line in plain) > len(plain) * _OFTEN)
    for line in lines:
        text = narrow(line.text).strip()
        deck.gap, before = line.number - before, line.number
        if deck.gap >= _NEW_SLIDE:
            deck.item = None
        if is_rule(line) or is_page_number(line) or text.isdigit() or text in running:
            deck.other.append(line)
        else:
            _take(line, text, deck)
    empty = [root for root in deck.roots if not root.children]
    deck.other += [*deck.waiting, *(line for root in empty for line in root.lines)]
    rules = grow(_numbered(deck.roots))
    label, day = edition_day(lines[:20])
    unplaced = tuple(sorted(deck.other, key=lambda line: line.number))
    return Laid((EditionText(label, day, tuple(rules)),) if rules else (), unplaced)


def suits(blocks: Blocks) -> float:
    lines = [line for line in flattened(blocks) if line.text.strip()]
    if not lines:
        return 0.0
    short = sum(len(line.text) <= _LONGEST_TITLE for line in lines) / len(lines)
    shown = sum(bool(_BULLET.match(line.text)) for line in lines)
    said = sum(
        bool(re.search("簡報|大綱|報告完畢|敬請指教|敬 請 指 教|Agenda", line.text))
        for line in lines
    )
    running = running_heads(lines)
    heads = sum(narrow(line.text).strip() in running for line in lines)
    return 0.7 if short > 0.4 and (said >= 2 or (shown >= 8 and heads >= _MANY)) else 0.0


def _take(line: Line, text: str, deck: _Deck) -> None:
    label, rest = split_label(text)
    bullet = _BULLET.match(text)
    if label and label.style in ("number-dot", "number-mark", "paren"):
        _begin_item(label, replace(line, text=rest), deck)
    elif _LEAD_IN.match(text):
        deck.item = None
        deck.other.append(line)
    elif bullet and text[bullet.end() :]:
        _begin_bullet(replace(line, text=text[bullet.end() :]), deck)
    elif deck.indented and line.indent > 0:
        _begin_bullet(replace(line, text=text), deck)
    elif deck.item and _goes_on(text, deck.item, deck):
        deck.item.lines.append(replace(line, text=text))
    elif len(text) <= _LONGEST_TITLE and not _ENDED.search(_PART.sub("", text)):
        _settle(deck)
        deck.waiting = [*deck.waiting, replace(line, text=text)]
    else:
        deck.other.append(line)


def _goes_on(text: str, item: Draft, deck: _Deck) -> bool:
    """Say whether a line goes on with an item that has not ended its sentence."""
    if deck.waiting:
        return False
    if deck.gap == 1:
        return True
    last = item.lines[-1].text
    return not _ENDED.search(last) or (text[0] in "(（" and text[-1] in ")）")


def _begin_item(label: Label, line: Line, deck: _Deck) -> None:
    _settle(deck)
    if label.ordinal == 1 and deck.root and deck.root.children and not deck.waiting:
        _next_beside(deck)
    root = _open_root(deck, line)
    deck.item = Draft(label, line.indent, [line], parent=root)
    root.children.append(deck.item)


def _begin_bullet(line: Line, deck: _Deck) -> None:
    root = _open_root(deck, line)
    deck.item = Draft(_numeral(len(root.children) + 1), line.indent, [line], parent=root)
    root.children.append(deck.item)


def _open_root(deck: _Deck, line: Line) -> Draft:
    """Open the titles that stood last before an item; two on a line are two columns of a slide."""
    if not deck.waiting:
        return deck.root or _add_root(deck, "", line)
    title, deck.waiting = deck.waiting[-1], deck.waiting[:-1]
    deck.other += deck.waiting
    deck.waiting = []
    names = _PART.sub("", title.text).split()
    deck.beside = []
    apart = all(len(name) >= _SHORTEST_TITLE and not name.isascii() for name in names)
    for name in dict.fromkeys(names) if apart else [title.text]:
        deck.beside.append(_root_called(deck, name, title))
    deck.root, deck.item = deck.beside[0], None
    return deck.beside[0]


def _next_beside(deck: _Deck) -> None:
    if deck.root in deck.beside and deck.root is not deck.beside[-1]:
        deck.root = deck.beside[deck.beside.index(deck.root) + 1]


def _root_called(deck: _Deck, name: str, line: Line) -> Draft:
    for root in deck.roots:
        if squeezed(root.heading) == squeezed(name):
            root.lines.append(replace(line, text=""))
            return root
    return _add_root(deck, name, line)


def _add_root(deck: _Deck, name: str, line: Line) -> Draft:
    root = Draft(_numeral(len(deck.roots) + 1), 0, [replace(line, text=name)], heading=name)
    deck.roots.append(root)
    deck.root = root
    return root


def _settle(deck: _Deck) -> None:
    """Titles that nothing stood under are listed, but for the last two."""
    deck.other += deck.waiting[:-1]
    deck.waiting = deck.waiting[-1:]


def _numbered(roots: Sequence[Draft]) -> list[Draft]:
    """Number what stands under a title anew, where two lists were put under one."""
    for root in roots:
        seen: set[int] = set()
        for child in root.children:
            ordinal = child.label.ordinal
            if ordinal in seen:
                ordinal = max(seen) + 1
                child.label = replace(child.label, ordinal=ordinal, part=str(ordinal))
            seen.add(ordinal)
    kept = [root for root in roots if root.children]
    for n, root in enumerate(kept, 1):
        root.label = replace(root.label, ordinal=n, part=str(n))
    return kept


def _numeral(ordinal: int) -> Label:
    return Label("number-dot", ordinal, str(ordinal), "")


slides = Layout("簡報", suits, lay_out)
