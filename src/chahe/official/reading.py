"""Read a run of lines into an outline: labels, wrapped lines, paragraphs, headings."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .attributes import is_coded_heading
from .fold import CUT, display_width, narrow
from .furniture import (
    is_chapter,
    is_page_number,
    is_rule,
    running_heads,
    without_bullet,
    wrap_column,
)
from .labels import Label, split_bare, split_label
from .model import Line
from .outline import Draft, Outline

_ENDED = re.compile(r"[。：；:;！？!?」』)…]\s*$")
_SENTENCE_ENDED = re.compile(r"[。！？!?][」』)]?\s*$|\.\s*$")
_HEADING = re.compile(r"[(【〔]([^()【】〔〕]{1,40})[)】〕]\s*(.*)$")
_MARK = re.compile(
    r"[(〔]?\s*(新增|本[點項條款]?新增|刪除|本[點項條款]?刪除|未修正|同左|同右|略)\s*[)〕]?\s*。?$"
)
_REFERENCE = re.compile(
    r"第\s*[\d一二三四五六七八九十]+\s*[項款目]|之?規定|所[定稱]|[及或至與、]|[前各本]?[項款]"
)
_HANGING = 2
_SHORT_OF = 3
_MANY_ARTICLES = 3


class Reading:
    """Lines read one after another. `preface` came before any rule; `aside` belongs to none."""

    def __init__(self, lines: Sequence[Line], *, outline: Outline | None = None) -> None:
        self.outline = outline or Outline()
        self.preface: list[Line] = []
        self.aside: list[Line] = []
        self.marks: list[Line] = []
        self._widths = {line.number: line.indent + display_width(line.text) for line in lines}
        self._wrap = wrap_column(lines)
        self._cuts = self._where_cut([line for line in lines if line.text])
        self._running = running_heads(lines)
        self._articles = _is_in_articles(lines)
        self._before: Line | None = None
        self._read(lines)

    def _read(self, lines: Sequence[Line]) -> None:
        written = [line for line in lines if line.text.strip()]
        skip = 0
        for place, line in enumerate(written):
            if skip:
                skip -= 1
                continue
            following = written[place + 1] if place + 1 < len(written) else None
            skip = self._take(line, following)

    def _take(self, line: Line, following: Line | None) -> int:
        """Take in a line; return how many after it were taken in with it."""
        text = without_bullet(narrow(line.text).strip())
        if is_rule(line) or is_page_number(line) or text in self._running or is_chapter(text):
            self.aside.append(line)
            return 0
        if _MARK.match(text):
            self.marks.append(line)
            return 0
        label, rest = self._label(text, following)
        alone = label is not None and not rest and following is not None
        if label and alone and following:
            inner, after = split_label(without_bullet(narrow(following.text).strip()))
            if inner:
                return self._twice(label, inner, line, following, after)
        inner, after = split_label(rest) if label else (None, "")
        if label and inner:
            once = self._is_repeated(label, inner)
            if once or self._labelled(label, replace(line, text="")):
                label, rest = inner, after
        if not (label and self._labelled(label, replace(line, text=rest))):
            self._unlabelled(line, text)
        return 0

    def _label(self, text: str, following: Line | None) -> tuple[Label | None, str]:
        label, rest = split_label(text)
        if label:
            return label, rest
        bare, rest = split_bare(text)
        if bare and self._bare_fits(bare, rest, following):
            return bare, rest
        return None, text

    def _bare_fits(self, bare: Label, rest: str, following: Line | None) -> bool:
        """A number without a mark is a label only where it is due; else a page's, or a figure."""
        if self._before and not _ENDED.search(self._before.text):
            return False
        if not rest:
            ahead, _ = (
                split_label(without_bullet(narrow(following.text).strip()))
                if following
                else (None, "")
            )
            if ahead:
                return True
            if not following or is_page_number(following):
                return False
        elif not re.match(r"[\u2e80-\uffef(「A-Z]", rest):
            return False
        roots = self.outline.roots
        if not roots:
            return bare.ordinal == 1 or is_coded_heading(rest)
        if is_coded_heading(rest):
            return bare.ordinal > roots[-1].label.ordinal
        place = self.outline.place(bare, 0)
        return place is not None and place[0] == 0 and roots[-1].label.ordinal + 1 == bare.ordinal

    def _is_repeated(self, outer: Label, inner: Label) -> bool:
        """Say whether a number before a number only counts it again: `2. (2)`."""
        if outer.ordinal != inner.ordinal:
            return False
        if outer.family == inner.family:
            return True
        place = self.outline.place(inner, 0)
        if place is None:
            return False
        return inner.ordinal > 1 or bool(self.outline.open)

    def _twice(self, outer: Label, inner: Label, line: Line, following: Line, rest: str) -> int:
        """Take a label that stands alone above a labelled line."""
        if self._is_repeated(outer, inner):
            if self._labelled(inner, replace(following, text=rest)):
                current = self.outline.current
                if current:
                    current.lines.insert(0, replace(line, text=""))
                return 1
            self.aside.append(line)
            return 0
        if outer.style == "bare" and self.outline.place(outer, line.indent) is None:
            self.aside.append(line)
            return 0
        if not self._labelled(outer, replace(line, text="")):
            self._unlabelled(line, narrow(line.text).strip())
        return 0

    def _labelled(self, label: Label, line: Line) -> bool:
        """Open a rule, unless the label is only how a wrapped line happens to begin."""
        placed = self.outline.place(label, line.indent)
        if placed is None:
            return False
        depth, reading = placed
        refers = reading.family == "article" and not self._begins_article(reading, line.text)
        if refers or self._runs_on(line, depth):
            return False
        draft = self.outline.add(reading, depth, self._cut(line))
        self._before = line if line.text else None
        if reading.family == "article":
            self._head(draft, line)
        return True

    def _begins_article(self, label: Label, rest: str) -> bool:
        """Tell an article from a sentence that names one: 第三條規定, or a number out of turn."""
        if not self._articles or _REFERENCE.match(rest):
            return False
        last = self.outline.roots[-1].label if self.outline.roots else None
        return last is None or (label.ordinal, label.part) > (last.ordinal, last.part)

    def _head(self, article: Draft, line: Line) -> bool:
        """Take an article's heading, in brackets or a few words that end no sentence."""
        found = _HEADING.match(line.text)
        short = re.fullmatch(r"[^。，、；：:,.]{1,20}", line.text)
        if not (found or short) or _MARK.match(line.text):
            return False
        heading, rest = found.groups() if found else (line.text, "")
        article.heading = heading
        article.lines = [replace(line, text=""), *article.lines[1:]]
        self._before = None
        if rest:
            article.lines.append(replace(line, text=rest))
            self._before = article.lines[-1]
        return True

    def _runs_on(self, line: Line, depth: int) -> bool:
        before = self._before
        if before is None or _ENDED.search(before.text) or not self.outline.open:
            return False
        if self._is_full(before):
            return not self._stands_like_a_sibling(line, depth)
        beside = self.outline.open[depth] if depth < len(self.outline.open) else None
        hangs = beside is not None and line.indent - beside.indent > _HANGING
        return hangs or _is_open_bracket(before.text)

    def _stands_like_a_sibling(self, line: Line, depth: int) -> bool:
        """In a text with hanging indents a label that stands out is a label."""
        if depth >= len(self.outline.open):
            return False
        beside = self.outline.open[depth]
        hanging = any(each.indent > beside.indent for each in beside.lines[1:])
        return hanging and abs(line.indent - beside.indent) <= 1

    def _is_full(self, line: Line) -> bool:
        """Say whether a line goes to where the text was wrapped, or one wide character short."""
        return self._wrap is not None and self._widths[line.number] >= self._wrap - _SHORT_OF

    def _where_cut(self, lines: Sequence[Line]) -> frozenset[int]:
        """Return the lines that had no room for the first character of the next."""
        if self._wrap is None:
            return frozenset()
        return frozenset(
            line.number
            for line, after in pairwise(lines)
            if self._widths[line.number] + display_width(after.text[0]) > self._wrap
        )

    def _cut(self, line: Line) -> Line:
        """Mark a line that was cut because it was full, so that a word may go on in the next."""
        return replace(line, text=line.text + CUT) if line.number in self._cuts else line

    def _unlabelled(self, raw: Line, text: str) -> None:
        current = self.outline.current
        if current is None:
            self.preface.append(raw)
            return
        line = replace(raw, text=text)
        if is_coded_heading(line.text) and self._heads_another(line):
            return
        if current.label.family == "article" and current.empty and not current.heading:
            current.lines.append(line)
            if self._head(current, line):
                current.lines = [*current.lines[:1], *current.lines[2:]] or current.lines
                return
        elif self._articles and self._begins_paragraph(line):
            _begin_paragraph(self.outline, self._cut(line))
        else:
            current.lines.append(self._cut(line))
        self._before = line

    def _heads_another(self, line: Line) -> bool:
        """A heading with a code but no number begins a point, when the last has its items."""
        root = self.outline.open[0]
        if not root.children or self._articles:
            return False
        ordinal = root.label.ordinal + 1
        self.outline.add(Label("ordinal", ordinal, str(ordinal), ""), 0, line)
        self._before = line
        return True

    def _begins_paragraph(self, line: Line) -> bool:
        before, article = self._before, self.outline.open[0]
        if article.label.family != "article" or before is None:
            return False
        return bool(_SENTENCE_ENDED.search(before.text)) and not self._is_full(before)


def _begin_paragraph(outline: Outline, line: Line) -> None:
    """Add a paragraph to an article; with the second one, what came before becomes the first."""
    article = outline.open[0]
    if not (article.children and article.children[0].label.style == "paragraph"):
        first = Draft(_paragraph(1), article.indent, article.lines[1:], article.children, article)
        if not article.heading:
            first.lines = article.lines
            article.lines = [replace(line, text="") for line in article.lines[:1]]
        else:
            article.lines = article.lines[:1]
        for child in first.children:
            child.parent = first
        article.children = [first]
        outline.open[1:] = [first]
    outline.add(_paragraph(len(article.children) + 1), 1, line)


def _paragraph(ordinal: int) -> Label:
    return Label("paragraph", ordinal, str(ordinal), "")


def _is_in_articles(lines: Sequence[Line]) -> bool:
    """Say whether a text is laid out in articles: its first label is one, or many are."""
    found = [split_label(without_bullet(narrow(line.text).strip()))[0] for line in lines]
    labels = [label for label in found if label]
    articles = [label for label in labels if label.family == "article"]
    return bool(articles) and (articles[0] is labels[0] or len(articles) >= _MANY_ARTICLES)


def _is_open_bracket(text: str) -> bool:
    return any(text.count(a) > text.count(b) for a, b in ("()", "「」", "『』"))
