"""What only texts in articles have: headings, paragraphs, and sentences that name articles."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .items import Item
from .labels import Label
from .model import Line
from .outline import Draft, Outline

_HEADING = re.compile(
    r"[(【〔]([^()【】〔〕]{1,40}(?:\([^()]{1,20}\)[^()]{0,20})?)[)】〕]\s*(.*)$", re.DOTALL
)
_NAMES = re.compile(r"[^。，、；：:,.()應得須宜依於由將者]{1,20}(?<![為之第及或以與])")
_REFERENCE = re.compile(
    r"第\s*[\d一二三四五六七八九十]+\s*[項款目]|之?規定|所[定稱]|[及或至與、~]|[前各本]?[項款]|條文|之附"
)
_MANY_ARTICLES = 2
ENDED = re.compile(r"[。：；:;！？!?」』)…|]\s*$|[A-Za-z)]\.\s*$")


def is_in_articles(items: Sequence[Item]) -> bool:
    """Say whether a text is laid out in articles: its first label is one, or several are."""
    befores = {id(after): before for before, after in pairwise(items)}
    labelled: list[Item] = []
    articles: list[Item] = []
    for item in items:
        if not item.label:
            continue
        before = befores.get(id(item))
        apart = not labelled or before is None or ENDED.search(before.text[-80:])
        labelled.append(item)
        if item.label.family == "article" and apart and not _REFERENCE.match(item.rest):
            articles.append(item)
    return bool(articles) and (articles[0] is labelled[0] or len(articles) >= _MANY_ARTICLES)


def begins_article(label: Label, rest: str, last: Label | None, *, ended: bool) -> bool:
    """Tell an article from a sentence that names one: 第三條規定, or a number out of turn."""
    if _REFERENCE.match(rest):
        return False
    if last is None or _order(label) > _order(last):
        return True
    return ended and label.ordinal == 1


def are_named(items: Sequence[Item]) -> bool:
    """Say whether most articles open with a few words that are no sentence: 第一條 目的."""
    firsts = []
    for item, after in pairwise([*items, None]):
        if item and item.label and item.label.family == "article":
            below = after.text if after and not after.label else ""
            firsts.append(bool(_NAMES.fullmatch(item.rest or below)))
    return sum(firsts) * 2 > len(firsts)


def take_heading(article: Draft, line: Line, *, named: bool) -> Line | None:
    """Take an article's heading, in brackets or, where articles are `named`, a few words.

    Return what is left of the line, or None where it holds no heading.
    """
    found = _HEADING.match(line.text)
    if not found and not (named and _NAMES.fullmatch(line.text)):
        return None
    article.heading, rest = found.groups() if found else (line.text, "")
    return replace(line, text=rest)


def begin_paragraph(outline: Outline, line: Line) -> None:
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


def _order(label: Label) -> tuple[int, ...]:
    return tuple(int(part) for part in label.part.split("-") if part.isdecimal())
