"""Automatic numbers, counted as Word counts them, since official documents rely on them.

Instances (`w:num`) of one abstract list go on counting one from another, except where an instance
says what to start with. A number starts again after one of a higher level.
"""

import re
from dataclasses import dataclass

from ._counting import counted
from ._docx_styles import Indent, Numbered, Style, Styles, indent_of, integer
from ._xml import Element

_LEVELS = 9
_LONGEST = 100
_PLACE = re.compile(r"%([1-9])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SYSTEMS = {
    "decimal": "decimal",
    "decimalZero": "decimal-zero",
    "decimalHalfWidth": "decimal",
    "decimalFullWidth": "full-width",
    "decimalFullWidth2": "full-width",
    "decimalEnclosedCircle": "circled",
    "decimalEnclosedCircleChinese": "circled",
    "decimalEnclosedParen": "parenthesised",
    "decimalEnclosedFullstop": "stopped",
    "upperLetter": "upper-letter",
    "lowerLetter": "lower-letter",
    "upperRoman": "upper-roman",
    "lowerRoman": "lower-roman",
    "chineseCounting": "han",
    "chineseCountingThousand": "han",
    "taiwaneseCounting": "han",
    "taiwaneseCountingThousand": "han",
    "japaneseCounting": "han",
    "ideographDigital": "han-digits",
    "taiwaneseDigital": "han-digits",
    "japaneseDigitalTenThousand": "han-digits",
    "chineseLegalSimplified": "han-legal",
    "ideographLegalTraditional": "han-legal",
    "japaneseLegal": "han-legal",
    "ideographTraditional": "stems",
    "ideographZodiac": "branches",
    "ideographEnclosedCircle": "han-circled",
    "none": "none",
}


@dataclass(frozen=True)
class _Level:
    start: int
    format: str
    text: str
    after: str
    restart: int | None  # 0 never; n after a level above the nth; None after any above
    is_decimal: bool  # every number in it is written in digits
    style: str
    indent: Indent

    def written(self, value: int) -> str:
        return counted(value, _SYSTEMS.get(self.format, "decimal"))


@dataclass(frozen=True)
class Label:
    """What Word prints before a paragraph, and how far in its level is."""

    text: str
    indent: Indent


class Numbering:
    """Lists, and how far each has counted."""

    def __init__(self, root: Element, styles: Styles) -> None:
        self._abstract = {
            found.get("w:abstractNumId", ""): found for found in root.iter("w:abstractNum")
        }
        self._instances = {integer(found, 0, "w:numId"): found for found in root.iter("w:num")}
        self._styles = styles
        self._levels: dict[int, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()

    def label(self, own: Numbered, style: Style) -> Label | None:
        """Count a paragraph, and return what is printed before it; None where nothing is."""
        place = own.over(style.numbered)
        if not place.instance or place.instance not in self._instances:
            return None
        list_id, levels, starts = self._read(place.instance)
        level = place.level
        if own.instance is None and own.level is None:
            linked = (at for at, found in levels.items() if found.style == style.numbered_by != "")
            level = next(linked, level)
        level = level or 0
        if level not in levels:
            return None
        counts = self._count(list_id, levels, level, self._start(place.instance, level, starts))
        return Label(_text(levels, level, counts), levels[level].indent)

    def _start(self, instance: int, level: int, starts: dict[int, int]) -> int | None:
        """Return what this paragraph must begin with, the first time an instance says so."""
        if level not in starts or (instance, level) in self._begun:
            return None
        self._begun.add((instance, level))
        return starts[level]

    def _count(
        self, list_id: str, levels: dict[int, _Level], level: int, forced: int | None
    ) -> dict[int, int]:
        counts = self._counts.setdefault(list_id, {})
        if forced is not None:
            counts[level] = forced
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = levels[level].start
        for deeper in [deeper for deeper in counts if deeper > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or level < restart:
                del counts[deeper]
        return counts

    def _read(self, instance: int) -> tuple[str, dict[int, _Level], dict[int, int]]:
        """Return an instance's list, its levels, and what it says they start with."""
        if instance not in self._levels:
            element = self._instances[instance]
            list_id, levels = self._list(element)
            starts = {}
            for override in element.findall("w:lvlOverride"):
                level = integer(override, 0, "w:ilvl")
                own = override.find("w:lvl")
                if own is not None:
                    levels[level] = _level(own)
                start = override.find("w:startOverride")
                if start is not None:
                    starts[level] = integer(start, 1)
            self._levels[instance] = (list_id, levels, starts)
        return self._levels[instance]

    def _list(self, instance: Element) -> tuple[str, dict[int, _Level]]:
        """Return the abstract list of an instance, by way of a numbering style if it links one."""
        reference = instance.find("w:abstractNumId")
        list_id = reference.get("w:val", "") if reference is not None else ""
        abstract = self._abstract.get(list_id)
        link = abstract.find("w:numStyleLink") if abstract is not None else None
        if link is not None:
            linked = self._instances.get(self._styles.instance_of(link.get("w:val", "")) or 0)
            reference = linked.find("w:abstractNumId") if linked is not None else None
            if reference is not None:
                list_id = reference.get("w:val", "")
                abstract = self._abstract.get(list_id)
        found = abstract.findall("w:lvl") if abstract is not None else []
        return list_id, {integer(level, 0, "w:ilvl"): _level(level) for level in found[:_LEVELS]}


def _level(element: Element) -> _Level:
    def value(name: str, default: str) -> str:
        found = element.find(name)
        return default if found is None else found.get("w:val", default)

    formats = [found.get("w:val", "") for found in element.iter("w:numFmt")]
    restart = element.find("w:lvlRestart")
    return _Level(
        start=integer(element.find("w:start"), 0),
        format=next((found for found in formats if found != "custom"), "decimal"),
        text=value("w:lvlText", "")[:_LONGEST],
        after="" if value("w:suff", "tab") == "nothing" else " ",
        restart=None if restart is None else integer(restart, 0),
        is_decimal=element.find("w:isLgl") is not None,
        style=value("w:pStyle", ""),
        indent=indent_of(element.find("w:pPr")),
    )


def _text(levels: dict[int, _Level], level: int, counts: dict[int, int]) -> str:
    """Return a label with its numbers; a bullet of a symbol font is a plain one."""
    here = levels[level]
    if here.format == "bullet":
        text = _PRIVATE.sub("•", here.text)
        return text + here.after if text else ""

    def number(found: re.Match[str]) -> str:
        place = int(found[1]) - 1
        if place not in levels:
            return ""
        value = counts.get(place, levels[place].start)
        return str(value) if here.is_decimal else levels[place].written(value)

    text = _PLACE.sub(number, here.text)
    return text + here.after if text else ""
