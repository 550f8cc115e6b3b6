"""Read a run of lines into an outline: labels, wrapped lines, paragraphs, headings."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .articles import (
    ENDED,
    are_named,
    begin_paragraph,
    begins_article,
    is_in_articles,
    take_heading,
)
from .attributes import is_coded_heading, opens_coded_heading
from .items import Item, items_of
from .labels import Label, split_bare, split_label
from .model import Line
from .outline import Outline, follows
from .wrapping import Wrapping

_SENTENCE_ENDED = re.compile(r"[。！？!?][」』)]?\s*$|\.\s*$")
_LEADS = re.compile(r"[:：]$|(?:如下|下列|以下)[^。，；]{0,8}$")
_SAME_PARAGRAPH = re.compile("[但其並惟且又。）)]")  # after a line that ends at the margin
_MARK = re.compile(
    r"[(〔]?\s*(新增|本[點項條款]?新增|刪除|本[點項條款]?刪除|未修正|同左|同右|略)\s*[)〕]?\s*。?$"
)
_DELETED = re.compile(r"[(〔]?\s*(本[點項條款])?刪除")
_PARAGRAPH = re.compile(r"[〔\[](\d{1,2})[〕\]]")
_NUMBER = re.compile(r"\d{1,3}")
_COUNTING = ("number-dot", "number-mark", "bare", "half-paren", "ordinal")
_HANGING = 2


class Reading:
    """Lines read one after another. `preface` came before any rule; `aside` belongs to none."""

    def __init__(self, lines: Sequence[Line], *, outline: Outline | None = None) -> None:
        self.outline = outline or Outline()
        self.preface: list[Line] = []
        self.aside: list[Line] = []
        self.marks: list[Line] = []
        self._wrapping = Wrapping(lines)
        self._before: Line | None = None
        items = items_of(lines)
        body = [item for item in items if item.role == "rule"]
        self._articles = is_in_articles(body)
        self._named = self._articles and are_named(body)
        following = {id(item): after for item, after in pairwise(body)}
        self._bullets_tell = any(item.bulleted for item in body) and not any(
            item.bulleted and item.label for item in body
        )
        self._counted = self._counts_paragraphs(body)
        for item in items:
            self._take(item, following.get(id(item)))

    def _take(self, item: Item, following: Item | None) -> None:
        if item.role == "aside":
            self.aside.append(item.line)
        elif item.role == "preface":
            self.preface.append(item.line)
        elif item.role == "annex" and self._ended():
            (self.aside if self.outline.roots else self.preface).append(item.line)
            self.outline.open.clear()
            self._before = None
        elif _MARK.match(item.text):
            self._take_mark(item)
        elif self._articles and self._is_paragraph_number(item):
            self._begin_counted(item)
        else:
            label, rest = self._label(item, following)
            taken = label is not None and self._take_label(item, label, rest)
            if taken:
                self._keep_above(item)
            elif _NUMBER.fullmatch(item.text) and (item.paged or self._ended()):
                self.aside += [*item.above, item.line]
            else:
                self._unlabelled(item)

    def _take_mark(self, item: Item) -> None:
        """A rule that is deleted says so in its own place; elsewhere a mark stands for a rule."""
        current = self.outline.current
        if current and current.empty and not current.heading and _DELETED.match(item.text):
            current.lines.append(replace(item.line, text=item.text))
        else:
            self.marks.append(item.line)

    def _label(self, item: Item, following: Item | None) -> tuple[Label | None, str]:
        if item.label:
            return item.label, item.rest
        if item.bulleted and self._bullets_tell and (bullet := self._bullet()):
            return bullet, item.text
        bare, rest = split_bare(item.text)
        if bare and not item.paged and self._bare_fits(bare, rest, following):
            return bare, rest
        return None, item.text

    def _bullet(self) -> Label | None:
        """Return the label of a bulleted item, of a list that the words before it announce."""
        open_ = [node.label for node in self.outline.open if node.label.style == "bullet"]
        if not open_ and not (self.outline.open and self._leads()):
            return None
        ordinal = open_[-1].ordinal + 1 if open_ else 1
        return Label("bullet", ordinal, str(ordinal), "•")

    def _bare_fits(self, bare: Label, rest: str, following: Item | None) -> bool:
        """A number without a mark is a label only where it is due; else a page's, or a figure."""
        if not self._ended():
            return False
        roots = self.outline.roots
        heading = rest or (following.text if following else "")
        if is_coded_heading(heading) or opens_coded_heading(heading):
            return not roots or bare.ordinal > roots[-1].label.ordinal
        if not heading or not re.match(r"[\u2e80-\uffef(「A-Za-z\d]", heading):
            return False
        if not roots:
            return bare.ordinal == 1
        last = roots[-1].label
        alike = last.style == "bare" or (bool(rest) and last.family == "point")
        return alike and bare.ordinal == last.ordinal + 1

    def _take_label(self, item: Item, label: Label, rest: str) -> bool:
        """Open the rule, or the two rules, that a line's labels begin."""
        inner, after = split_label(rest)
        if inner and not (rest and inner.family == "article"):
            if self._is_repeated(label, inner):
                return self._labelled(inner, replace(item.line, text=after), sure=item.sure)
            if self._labelled(label, replace(item.line, text=""), sure=item.sure):
                if not self._labelled(inner, replace(item.line, text=after)):
                    self._unlabelled(replace(item, text=rest, label=None))
                return True
            return False
        return self._labelled(label, replace(item.line, text=rest), sure=item.sure)

    def _is_repeated(self, outer: Label, inner: Label) -> bool:
        """Say whether a number before a number only counts it again: `2. (2)`."""
        if outer.ordinal != inner.ordinal or outer.style not in _COUNTING:
            return False
        if outer.family == inner.family:
            return True
        if self.outline.place(inner, 0) is None:
            return False
        return inner.ordinal > 1 or bool(self.outline.open)

    def _labelled(self, label: Label, line: Line, *, sure: bool = False) -> bool:
        """Open a rule, unless the label is only how a wrapped line happens to begin."""
        placed = self.outline.place(label, line.indent, leads=self._leads())
        if placed is None:
            return False
        depth, reading = placed
        if self._is_point_again(reading, line):
            depth = 0
        roots, ended = self.outline.roots, self._ended()
        if reading.family == "article" and not (
            self._articles
            and begins_article(reading, line.text, roots[-1].label if roots else None, ended=ended)
        ):
            return False
        if not sure and self._runs_on(line, depth):
            return False
        draft = self.outline.add(reading, depth, self._wrapping.cut(line))
        self._before = line if line.text else None
        heads = reading.family == "article" and not _MARK.match(line.text)
        if heads and (left := take_heading(draft, line, named=self._named)) is not None:
            draft.lines = [replace(line, text="")]
            self._before = None
            if left.text:
                draft.lines.append(self._wrapping.cut(left))
                self._before = left
        return True

    def _is_point_again(self, label: Label, line: Line) -> bool:
        """A heading with a code, numbered like the points, is a point whatever stands open."""
        roots = self.outline.roots
        return (
            bool(roots)
            and label.style == roots[-1].label.style
            and is_coded_heading(line.text)
            and label.family != "article"
        )

    def _keep_above(self, item: Item) -> None:
        if item.above and (current := self.outline.current):
            current.lines[:0] = [replace(line, text="") for line in item.above]

    def _runs_on(self, line: Line, depth: int) -> bool:
        before = self._before
        if before is None or self._ended() or not self.outline.open:
            return False
        if self._wrapping.is_full(before):
            return not self._stands_like_a_sibling(line, depth)
        beside = self.outline.open[depth] if depth < len(self.outline.open) else None
        hangs = beside is not None and line.indent - beside.indent > _HANGING
        return hangs or _is_open_bracket(before.text)

    def _leads(self) -> bool:
        return self._before is not None and bool(_LEADS.search(self._before.text[-80:].strip()))

    def _ended(self) -> bool:
        return self._before is None or bool(ENDED.search(self._before.text[-80:]))

    def _stands_like_a_sibling(self, line: Line, depth: int) -> bool:
        """In a text with hanging indents a label that stands out is a label."""
        if depth >= len(self.outline.open):
            return False
        beside = self.outline.open[depth]
        hanging = any(each.indent > beside.indent for each in beside.lines[1:])
        return hanging and abs(line.indent - beside.indent) <= 1

    def _unlabelled(self, item: Item) -> None:
        line = replace(item.line, text=item.text)
        current = self.outline.current
        if current is None:
            if is_coded_heading(line.text) or opens_coded_heading(line.text):
                self._open_unnumbered(1, line)
            else:
                self.preface += [*item.above, item.line]
            return
        if self._heads_another(line):
            self._open_unnumbered(self.outline.open[0].label.ordinal + 1, line)
        elif current.label.family == "article" and current.empty and not current.heading:
            left = take_heading(current, line, named=self._named)
            current.lines.append(self._wrapping.cut(line if left is None else left))
            self._before = line if left is None else left if left.text else None
            return
        elif self._articles and self._begins_paragraph(line, item.ahead):
            begin_paragraph(self.outline, self._wrapping.cut(line))
        else:
            current.lines.append(self._wrapping.cut(line))
        self._before = line

    def _heads_another(self, line: Line) -> bool:
        """A heading with a code but no number begins a point, when the last has its items."""
        if self._articles or not self.outline.open[0].children:
            return False
        return is_coded_heading(line.text) or (self._ended() and opens_coded_heading(line.text))

    def _open_unnumbered(self, ordinal: int, line: Line) -> None:
        label = Label("ordinal", ordinal, str(ordinal), "")
        self.outline.add(label, 0, self._wrapping.cut(line))
        self._before = line

    def _begins_paragraph(self, line: Line, ahead: Label | None) -> bool:
        """Say whether a line is an article's next paragraph; a list that goes on has not ended."""
        before, article = self._before, self.outline.open[0]
        if article.label.family != "article" or before is None:
            return False
        items = [node.label for node in self.outline.open[1:] if node.label.style != "paragraph"]
        if ahead and any(follows(label, ahead) for label in items):
            return False
        if not _SENTENCE_ENDED.search(before.text[-80:]):
            return False
        return not (self._wrapping.is_full(before) and _SAME_PARAGRAPH.match(line.text))

    def _counts_paragraphs(self, body: Sequence[Item]) -> bool:
        """Say whether the paragraphs of articles have bare numbers of their own."""
        return any(
            item.label and item.label.family == "article" and not item.rest and after.text == "1"
            for item, after in pairwise(body)
        )

    def _is_paragraph_number(self, item: Item) -> bool:
        if not self.outline.open or self.outline.open[0].label.family != "article":
            return False
        if _PARAGRAPH.fullmatch(item.text):
            return True
        article = self.outline.open[0]
        counted = [c for c in article.children[-1:] if c.label.style == "paragraph"]
        due = 1 if article.empty else counted[0].label.ordinal + 1 if counted else 2
        return self._counted and item.text == str(due)

    def _begin_counted(self, item: Item) -> None:
        line = replace(item.line, text="")
        if int(item.text.strip("〔〕[]")) > 1:
            begin_paragraph(self.outline, line)
        self.aside.append(item.line)
        self._before = None


def _is_open_bracket(text: str) -> bool:
    return any(text.count(a) > text.count(b) for a, b in ("()", "「」", "『』"))
