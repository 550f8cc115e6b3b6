"""The words books use: firm facts (`facts/<id>.yaml`) and kinds of evidence (`evidence.yaml`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

HERE = Path(__file__).parent
_OPERATORS = {
    "boolean": {"is"},
    "choice": {"is"},
    "choices": {"has"},
    "number": {"at_least", "below"},
}


class FactError(ValueError):
    """A fact has a name or a value that nobody can state; the message is for the user."""


@dataclass(frozen=True)
class FactKind:
    """A question about a firm. `type` is boolean, choice, choices or number (with `unit`)."""

    id: str
    title: str
    question: str
    help: str
    type: str
    choices: Mapping[str, str]
    unit: str

    def accept_test(self, operator: object, value: object) -> tuple[str, bool | int | str]:
        """Return an operator and a value a book compares this fact with.

        :raises ValueError: if the operator or the value does not fit the type
        """
        fits = value in self.choices if self.choices else isinstance(value, bool | int)
        if operator in _OPERATORS[self.type] and fits and isinstance(value, bool | int | str):
            return str(operator), value
        raise ValueError(f"fact {self.id!r} cannot be tested by {operator}: {value!r}")

    def accept(self, value: object) -> bool | int | str | tuple[str, ...]:
        """Return a stated value in the form scope compares.

        :raises FactError: if it is not a value of this type
        """
        match self.type, value:
            case "boolean", bool(flag):
                return flag
            case "number", int(number) if not isinstance(number, bool) and number >= 0:
                return number
            case "choice", str(word) if word in self.choices:
                return word
            case "choices", list(words) | tuple(words) if all(w in self.choices for w in words):
                return tuple(word for word in self.choices if word in words)
        raise FactError(f"事實「{self.id}」（{self.title}）的值 {value!r} 不對，{self._expected()}")

    def word(self, value: Any) -> str:
        """Say a stated value as people do."""
        match self.type:
            case "boolean":
                return "是" if value else "否"
            case "number":
                return f"{value:,} {self.unit}".strip()
            case "choice":
                return self.choices[value]
        return "、".join(self.choices[word] for word in value) or "無"

    def _expected(self) -> str:
        match self.type:
            case "boolean":
                return "應為 true 或 false"
            case "number":
                return f"應為不小於 0 的整數（{self.unit})"
            case "choice":
                return f"應為下列之一：{'、'.join(self.choices)}"
        return f"應為清單，內容可為：{'、'.join(self.choices)}"


@cache
def fact_kinds() -> Mapping[str, FactKind]:
    """Return every fact a profile can state, by id."""
    found = {}
    for path in sorted((HERE / "facts").glob("*.yaml")):
        raw = yaml.safe_load(path.read_text("utf-8"))
        found[path.stem] = FactKind(
            id=path.stem,
            title=raw["title"],
            question=raw["question"],
            help=raw.get("help", ""),
            type=raw["type"],
            choices=MappingProxyType(raw.get("choices", {})),
            unit=raw.get("unit", ""),
        )
    return MappingProxyType(found)


@cache
def evidence_kinds() -> Mapping[str, str]:
    """Return every kind of evidence a rule can expect, id → title."""
    raw = yaml.safe_load((HERE / "evidence.yaml").read_text("utf-8"))
    return MappingProxyType({str(name): str(title) for name, title in raw.items()})


def accept_facts(raw: Mapping[str, Any]) -> dict[str, bool | int | str | tuple[str, ...]]:
    """Return stated facts in the form scope compares; None means not stated.

    :raises FactError: for a name that is no fact, or a value of the wrong type
    """
    kinds = fact_kinds()
    accepted = {}
    for name, value in raw.items():
        if name not in kinds:
            raise FactError(f"沒有「{name}」這項事實；可用的有：{'、'.join(kinds)}")
        if value is not None:
            accepted[name] = kinds[name].accept(value)
    return accepted
