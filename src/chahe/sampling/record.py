"""A sample as plain data: what is kept of it, checked field by field when it is read again."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .attributes import Results, Tick
from .draw import is_key
from .exact import Rate, as_fraction
from .plan import Method, Plan, problems

_FIELDS = ("plan", "population", "expected", "chosen", "attributes", "results")
_PLAN_FIELDS = ("method", "seed", "size", "tolerable", "confidence", "allowed", "reason")
_RATE = re.compile(r"\d{1,30}(?:/0*[1-9]\d{0,29}|\.\d{1,30})?", re.ASCII)


class SampleError(ValueError):
    """A record that is no sample; the message names the field and says what it should be."""


@dataclass(frozen=True)
class SampleRecord:
    """What a sample's result is computed from; `results` has only the marks that were made."""

    plan: Plan
    population: tuple[str, ...]
    expected: tuple[str, ...] | int | None
    chosen: tuple[str, ...]
    attributes: tuple[str, ...]
    results: Results


def read_sample(record: object) -> SampleRecord:
    """Read {plan, population, expected, chosen, attributes, results}: JSON, as it was parsed.

    `plan` is what `write_plan` writes; `population`, `chosen` and `attributes` are lists of keys,
    `expected` such a list, a number or null; `results` item → attribute → tick.

    :raises SampleError: if a field is missing, unknown or malformed
    """
    fields = _fields(record, _FIELDS)
    expected = fields["expected"]
    if isinstance(expected, list):
        expected = _keys(expected, "expected")
    _must(
        expected is None or isinstance(expected, tuple) or _is_count(expected),
        "expected",
        "編號的清單、0 以上的整數或 null",
    )
    attributes = _keys(fields["attributes"], "attributes")
    _must(len(set(attributes)) == len(attributes) > 0, "attributes", "至少一項、不重複的清單")
    return SampleRecord(
        plan=read_plan(fields["plan"]),
        population=_keys(fields["population"], "population"),
        expected=expected,
        chosen=_keys(fields["chosen"], "chosen"),
        attributes=attributes,
        results=_results(fields["results"]),
    )


def read_plan(record: object) -> Plan:
    """Read what `write_plan` writes.

    :raises SampleError: if it is no plan, or one that cannot be followed
    """
    fields = _fields(record, _PLAN_FIELDS, within="plan.")
    method, size = fields["method"], fields["size"]
    _must(method in list(Method), "plan.method", _one_of(Method))
    _must(_is_text(fields["seed"]), "plan.seed", "文字")
    _must(size is None or _is_count(size), "plan.size", " 0 以上的整數或 null")
    _must(_is_count(fields["allowed"]), "plan.allowed", " 0 以上的整數")
    _must(_is_text(fields["reason"]), "plan.reason", "文字")
    plan = Plan(
        method=Method(method),
        seed=fields["seed"],
        size=size,
        tolerable=_rate(fields["tolerable"], "plan.tolerable"),
        confidence=_rate(fields["confidence"], "plan.confidence"),
        allowed=fields["allowed"],
        reason=fields["reason"],
    )
    if found := problems(plan):
        raise SampleError(f"欄位「plan」的計畫不能採用：{''.join(found)}")
    return plan


def write_plan(plan: Plan) -> dict[str, str | int | None]:
    """Write a plan as plain data, one way only: a rate as its fraction, such as "1/20".

    :raises ValueError: if a rate is not a number
    """
    return {
        "allowed": plan.allowed,
        "confidence": _written(plan.confidence),
        "method": plan.method.value,
        "reason": plan.reason,
        "seed": plan.seed,
        "size": plan.size,
        "tolerable": _written(plan.tolerable),
    }


def _written(rate: Rate | None) -> str | None:
    return None if rate is None else str(as_fraction(rate))


def _must(ok: bool, field: str, should: str) -> None:
    if not ok:
        raise SampleError(f"欄位「{field}」應是{should}；請更正後再重新計算。")


def _fields(record: object, names: Collection[str], *, within: str = "") -> dict[str, Any]:
    """Return the fields of a record, and refuse any that is missing or not among the names."""
    if not isinstance(record, Mapping):
        raise SampleError(f"欄位「{within.rstrip('.') or '抽樣紀錄'}」應是物件。")
    if missing := [name for name in names if name not in record]:
        raise SampleError(f"缺少欄位「{within}{missing[0]}」。")
    if strange := sorted(str(name) for name in record if name not in names):
        raise SampleError(f"不認得欄位「{within}{strange[0]}」；只能有 {'、'.join(names)}。")
    return dict(record)


def _keys(value: object, field: str) -> tuple[str, ...]:
    ok = isinstance(value, list | tuple) and all(_is_key(key) for key in value)
    _must(ok, field, "清單，每一項是不空白的文字")
    return tuple(value) if isinstance(value, list | tuple) else ()


def _results(value: object) -> Results:
    if not isinstance(value, Mapping):
        raise SampleError("欄位「results」應是物件：項目、屬性、記號。")
    for item, marks in value.items():
        _must(_is_key(item) and isinstance(marks, Mapping), "results", "物件：項目、屬性、記號")
        for attribute, tick in marks.items():
            _must(tick in list(Tick), f"results.{item}.{attribute}", _one_of(Tick))
    return {
        item: {name: Tick(tick) for name, tick in marks.items()} for item, marks in value.items()
    }


def _rate(value: object, field: str) -> Fraction | None:
    if value is None:
        return None
    if not isinstance(value, str) or not _RATE.fullmatch(value):
        raise SampleError(f"欄位「{field}」應是寫成文字的比率，例如 1/20 或 0.05，或 null。")
    return Fraction(value)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_text(value: object) -> bool:
    return isinstance(value, str) and (not value.strip() or is_key(value))


def _is_key(value: object) -> bool:
    return isinstance(value, str) and is_key(value)


def _one_of(kind: type[Method] | type[Tick]) -> str:
    return f" {'、'.join(member.value for member in kind)} 之一"
