"""逐點或逐條：一行一行讀下來，編號就是層次。"""

from ..dating import edition_day
from ..growing import grow
from ..model import EditionText
from ..reading import Reading
from ._model import Blocks, Laid, Layout, flattened


def lay_out(blocks: Blocks) -> Laid:
    """Read every line as a numbered rule or as the going-on of one."""
    reading = Reading(flattened(blocks))
    label, day = edition_day(reading.preface)
    rules = grow(reading.outline.roots)
    marks = tuple(line.text for line in reading.marks)
    unplaced = sorted([*reading.preface, *reading.aside], key=lambda line: line.number)
    if not rules:
        return Laid((), tuple(sorted([*unplaced, *reading.marks], key=lambda line: line.number)))
    return Laid((EditionText(label, day, tuple(rules), marks),), tuple(unplaced))


def suits(blocks: Blocks) -> float:
    return 0.1


points = Layout("逐點或逐條", suits, lay_out)
