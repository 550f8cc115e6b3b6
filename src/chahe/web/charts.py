"""Charts as numbers; templates draw them as SVG, so there is no script and no inline style."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chahe.workflow import Verdict

WIDTH = 560  # pixels, of every chart
NAME, ROW, BAR = 150, 28, 18  # horizontal: room for names, height of a row and of a bar
TALL, BASE = 150, 24  # columns: height of the greatest, room for names below
GAP = 2  # between the parts of a stacked bar
TONES = {
    Verdict.CONFORMING: "success",
    Verdict.NONCONFORMING: "danger",
    Verdict.INSUFFICIENT: "warning",
    Verdict.NO_OCCURRENCE: "info",
    Verdict.NOT_APPLICABLE: "neutral",
}


@dataclass(frozen=True)
class Mark:
    x: int
    y: int
    width: int
    height: int
    tone: str = ""
    kind: str = "bar"


@dataclass(frozen=True)
class Text:
    x: int
    y: int
    text: str
    kind: str = "axis"
    anchor: str = "middle"


@dataclass(frozen=True)
class Part:
    label: str
    value: int
    tone: str = "accent"


@dataclass(frozen=True)
class Chart:
    """What `_chart.html` draws; `parts` are its numbers, for the legend and the table."""

    width: int
    height: int
    marks: tuple[Mark, ...]
    texts: tuple[Text, ...]
    parts: tuple[Part, ...]

    @property
    def rows(self) -> tuple[tuple[str, int], ...]:
        return tuple((part.label, part.value) for part in self.parts)


def horizontal(values: Mapping[str, int], *, tone: str = "accent") -> Chart:
    """Lay values out as horizontal bars; the greatest is as wide as there is room.

    >>> [mark.width for mark in horizontal({"甲": 5, "乙": 10}).marks]
    [180, 360]
    """
    room = WIDTH - NAME - 50
    top = max(values.values(), default=0) or 1
    marks, texts = [], []
    for row, (label, value) in enumerate(values.items()):
        y, width = row * ROW, round(room * value / top)
        marks.append(Mark(NAME, y + 4, width, BAR, tone))
        texts.append(Text(NAME - 10, y + BAR, _cut(label, 10), "name", "end"))
        texts.append(Text(NAME + width + 8, y + BAR, f"{value:,}", "value", "start"))
    return Chart(WIDTH, len(values) * ROW, tuple(marks), tuple(texts), _parts(values, tone))


def columns(values: Mapping[str, int], *, tone: str = "accent") -> Chart:
    """Lay values out as columns, one a month.

    >>> [(mark.y, mark.height) for mark in columns({"1月": 0, "2月": 4, "3月": 2}).marks]
    [(168, 0), (18, 150), (93, 75)]
    """
    step = WIDTH // (len(values) or 1)
    top = max(values.values(), default=0) or 1
    marks, texts = [], []
    for place, (label, value) in enumerate(values.items()):
        height, middle = round(TALL * value / top), place * step + step // 2
        width = min(36, step * 6 // 10)
        marks.append(Mark(middle - width // 2, 18 + TALL - height, width, height, tone))
        texts.append(Text(middle, 18 + TALL - height - 6, f"{value:,}", "value"))
        texts.append(Text(middle, 18 + TALL + 17, label))
    return Chart(WIDTH, 18 + TALL + BASE, tuple(marks), tuple(texts), _parts(values, tone))


def stacked(parts: Sequence[Part]) -> Chart:
    """Lay parts out as one bar, end to end, each as wide as its share.

    >>> [(mark.x, mark.width) for mark in stacked([Part("甲", 3), Part("乙", 1)]).marks]
    [(0, 418), (420, 140)]
    """
    total, at, marks, texts = sum(part.value for part in parts), 0, [], []
    for part in parts:
        start, at = at, at + part.value
        x, end = (round(WIDTH * edge / total) for edge in (start, at)) if total else (0, 0)
        width = max(1, end - x - (GAP if at < total else 0)) if part.value else 0
        if width:
            marks.append(Mark(x, 18, width, 20, part.tone))
        if width >= 20:
            texts.append(Text(x + width // 2, 13, f"{part.value:,}", "value"))
    return Chart(WIDTH, 40, tuple(marks), tuple(texts), tuple(parts) if total else ())


def verdicts(counts: Mapping[str, int], *, unanswered: int = 0) -> Chart:
    """Lay counts by verdict out as one bar, in the order papers list them.

    >>> verdicts({"conforming": 8, "nonconforming": 2}).rows[:2]
    (('符合', 8), ('不符', 2))
    """
    parts = [Part(v.label, counts.get(v, 0), tone) for v, tone in TONES.items()]
    if unanswered:
        parts.append(Part("未填", unanswered, "blank"))
    return stacked(parts)


def _parts(values: Mapping[str, int], tone: str) -> tuple[Part, ...]:
    return tuple(Part(label, value, tone) for label, value in values.items())


def _cut(label: str, length: int) -> str:
    return label if len(label) <= length else label[: length - 1] + "…"
