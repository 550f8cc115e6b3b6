"""Thresholds that a rule names: the figure and its source are the rulebook's, never a check's."""

from ...rulebook.parameter import Value, load_topics
from .._model import Parameter


def ruled(id: str, title: str, topic: str, *, rule: str, unit: str, of: str = "") -> Parameter:
    """Return the figure that a rule names on a topic (`rulebook/parameters/`), in the unit wanted.

    `of` is the population, where the rule names a figure for several. Years and times a year are
    the months between where months are wanted, and "小時/年" is hours where hours are.

    :raises LookupError: if the rule does not name just one figure, or not in that unit
    """
    found = load_topics()[topic]
    named = [
        value
        for value in found.values
        if value.rule == rule and value.figure and value.population == (of or value.population)
    ]
    if len(named) != 1:
        raise LookupError(f"{rule} names {len(named)} figures on {topic}")
    figure = _in_unit(named[0], unit)
    return Parameter(id, title, figure, unit, named[0].source, stricter=found.stricter, rule=rule)


def _in_unit(value: Value, unit: str) -> int:
    figure = value.figure
    if figure is None or figure.unit.partition("/")[0] == unit:
        return figure.value if figure else 0
    months, known = figure.normal
    if known != unit or months.denominator != 1:
        raise LookupError(f"{value.rule} names {figure.word}, not {unit}")
    return months.numerator
