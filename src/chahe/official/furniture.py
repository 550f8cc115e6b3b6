"""What stands on a page but belongs to no rule: rules, page numbers, running heads, bullets."""

import re
from collections import Counter
from collections.abc import Sequence

from .fold import narrow
from .model import Line

_PAGE = re.compile(
    r"第\s*\d+\s*頁.*|共\s*\d+\s*頁.*|頁次?\s*[:：]?\s*\d+.*|page\s+\d+(\s*(of|/)\s*\d+)?"
    r"|[-–—－]\s*\d+\s*[-–—－]|\d+\s*/\s*\d+",
    re.IGNORECASE,
)
_BULLETS = r"|\-–—*•●○■□◆◇▪‧・>\uf000-\uf0ff"
_BULLET = re.compile(rf"^(?:[{_BULLETS}]+\s+|[|│｜•●○■□◆◇▪\uf000-\uf0ff]+\s*)(?=\S)")
_CHAPTER = re.compile(
    r"(第\s*([\d一二三四五六七八九十百\s]{1,9}?)\s*([編篇章節])(?![約度點次節日]))|Chapter\s+([IVXLC\d]+)\b"
)
_CONTROL = re.compile(
    r"回(上方|頁首|最上層)|(法條)?相關資訊|相關(法條|附件)|條文關聯|友善列印|列印|回上一?頁|法規功能按鈕區"
    r"|Info|Top|Print|Back to top",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"(中華)?民國\s*[\d一二三四五六七八九十百零〇]{1,7}\s*年.{1,20}日.*(修正|訂定|發布|公告|備查|施行|實施|字第)"
)
_ANNEX = re.compile(
    r"附(件|表|錄|圖)\s*[一二三四五六七八九十\d]{0,3}(\s*[:：]|\s|$)|Appendix\b|Annex\b"
)
_RUNNING = 3  # a line that comes back so often is a running head
_SHORTEST_RUNNING = 4
_LONGEST_CHAPTER = 60


def is_rule(line: Line) -> bool:
    """Say whether a line holds nothing but drawing: |, -, =, ・ and the like."""
    text = line.text.strip()
    return (
        bool(text)
        and not any(c.isalnum() for c in text)
        and not re.fullmatch("[。，、；：,:;.）)」』]+", text)
    )


def is_page_number(line: Line) -> bool:
    return bool(_PAGE.fullmatch(narrow(line.text).strip()))


def is_control(text: str) -> bool:
    """Say whether a line is a page's own button: 回上方, 相關資訊, Info."""
    return bool(_CONTROL.fullmatch(text))


def is_history(text: str) -> bool:
    """Say whether a line tells when a document was made or changed, by which letter."""
    return bool(_HISTORY.match(text))


def is_annex(text: str) -> bool:
    """Say whether a line heads what is attached to a document: its numbers are its own.

    >>> is_annex("附件一　檢查表"), is_annex("附表一之規定，應予公告。")
    (True, False)
    """
    return len(text) <= _LONGEST_CHAPTER and bool(_ANNEX.match(text)) and "。" not in text


def chapter_of(text: str) -> tuple[str, str, str] | None:
    """Return the unit, the number and the rest of a line that heads a chapter.

    >>> chapter_of("第 一 章 總則"), chapter_of("第一章約定之事項。")
    (('章', '一', '總則'), None)
    """
    found = _CHAPTER.match(text)
    if not found or len(text) > _LONGEST_CHAPTER or re.search("[。；]|[，,：:]$", text):
        return None
    number = (found.group(2) or found.group(4)).replace(" ", "")
    return found.group(3) or "Chapter", number, text[found.end() :].strip()


def is_bulleted(text: str) -> bool:
    """Say whether a line opens with a bullet; the bar of a table is none."""
    found = _BULLET.match(text.strip())
    return found is not None and not set(found.group()) & set("|│｜")


def without_bullet(text: str) -> str:
    """Drop the bullet or table rule a half-width line opens with, and the rule it ends with.

    >>> without_bullet("- (1)應建立防火牆"), without_bullet("| 1.總則 |"), without_bullet("-3")
    ('(1)應建立防火牆', '1.總則', '-3')
    """
    bare = _BULLET.sub("", text)
    return bare.rstrip("|│ ") if bare.endswith(("|", "│")) and len(bare) > 1 else bare.strip()


def running_heads(lines: Sequence[Line]) -> frozenset[str]:
    """Return the lines that come back over and over and end no sentence, as page heads do."""
    counted = Counter(narrow(line.text).strip() for line in lines if line.text)
    return frozenset(
        text
        for text, count in counted.items()
        if count >= _RUNNING
        and len(text) >= _SHORTEST_RUNNING
        and not re.search(r"[。；;：:，,)」]$|^\(", text)
        and not re.match(r"[\da-z(第一二三四五六七八九十]", text)
    )
