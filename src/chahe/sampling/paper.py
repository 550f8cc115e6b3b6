"""A sample's result, computed again from what was kept of it: the same inputs, the same bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .attributes import Results, Tally, tally, tally_items, unmarked
from .completeness import Completeness, completeness
from .draw import DrawError, check_chosen, draw, misnamed, population_digest
from .plan import problems
from .record import SampleError, SampleRecord, read_sample, write_plan
from .sentence import honest
from .wording import named

FORMAT = "chahe/sample/1"


@dataclass(frozen=True)
class SampleResult:
    """What a sample came to.

    `problems` are Chinese sentences: where plan, population and choice do not go together.
    `unmarked` are (item, attribute). `summary` is all of it and what it came from, as None, int,
    str, list and dict with sorted keys: no floats, nothing that depends on a machine.
    """

    drawn: tuple[str, ...]
    tallies: Mapping[str, Tally]
    items: Tally
    unmarked: tuple[tuple[str, str], ...]
    completeness: Completeness
    problems: tuple[str, ...]
    sentence: str
    summary: dict[str, Any]


def recompute(record: object) -> SampleResult:
    """Compute a sample's result from its record (`read_sample` says what is in one).

    The order in which population, choice and results were written changes nothing.

    :raises SampleError: if the record is malformed, its population cannot be drawn from, or it
        has results of what is not in the sample
    """
    sample = read_sample(record)
    drawn = _drawn(sample)
    results = _results_of(drawn, sample)
    counted = tally_items(results, sample.attributes)
    untouched = sum(not marks for marks in results.values())  # drawn, and not looked at yet
    compared = completeness(sample.population, sample.expected)
    found = (
        *problems(sample.plan, len(sample.population)),
        *check_chosen(sample.chosen, keys=sample.population, plan=sample.plan),
    )
    sentence = honest(
        plan=sample.plan,
        population=len(sample.population),
        tested=counted.tested,
        exceptions=counted.exceptions,
        completeness=compared,
        undecided=counted.undecided - untouched,
        not_applicable=counted.not_applicable,
    )
    tallies = tally(results, sample.attributes)
    summary = {
        "attributes": list(sample.attributes),
        "completeness": {
            "extra": list(compared.extra),
            "missing": list(compared.missing),
            "sentence": compared.sentence,
            "state": compared.state.value,
        },
        "drawn": list(drawn),
        "expected": _expected(sample),
        "format": FORMAT,
        "items": _written(counted),
        "plan": write_plan(sample.plan),
        "population": _listed(sample.population),
        "problems": list(found),
        "results": {item: _ticks(results, item) for item in sorted(results)},
        "sentence": sentence,
        "tallies": {name: _written(tallies[name]) for name in sorted(tallies)},
    }
    return SampleResult(
        drawn=drawn,
        tallies=tallies,
        items=counted,
        unmarked=unmarked(results, sample.attributes),
        completeness=compared,
        problems=found,
        sentence=sentence,
        summary=summary,
    )


def _drawn(sample: SampleRecord) -> tuple[str, ...]:
    try:
        drawn = draw(sample.population, plan=sample.plan)
    except DrawError as error:
        raise SampleError(f"欄位「population」：{error}") from error
    if faults := misnamed(sample.chosen, keys=sample.population):
        raise SampleError(f"欄位「chosen」：{faults[0]}")
    return drawn or tuple(sorted(sample.chosen))


def _results_of(drawn: tuple[str, ...], sample: SampleRecord) -> Results:
    """Return the marks of every drawn item, made or not."""
    if strange := set(sample.results) - set(drawn):
        raise SampleError(f"欄位「results」有不在樣本裡的項目{named(strange)}。")
    marked = {attribute for marks in sample.results.values() for attribute in marks}
    if unknown := marked - set(sample.attributes):
        raise SampleError(f"欄位「results」有不在 attributes 裡的屬性{named(unknown)}。")
    return {item: sample.results.get(item, {}) for item in drawn}


def _expected(sample: SampleRecord) -> dict[str, Any] | int | None:
    return _listed(sample.expected) if isinstance(sample.expected, tuple) else sample.expected


def _listed(keys: tuple[str, ...]) -> dict[str, Any]:
    return {"count": len(keys), "digest": population_digest(keys)}


def _ticks(results: Results, item: str) -> dict[str, str]:
    return {attribute: results[item][attribute].value for attribute in sorted(results[item])}


def _written(counted: Tally) -> dict[str, int]:
    return {
        "exceptions": counted.exceptions,
        "not_applicable": counted.not_applicable,
        "tested": counted.tested,
        "undecided": counted.undecided,
    }
