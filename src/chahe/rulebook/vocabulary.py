"""The words books use: firm facts (`facts/<id>.yaml`) and kinds of evidence (`evidence.yaml`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

HERE = Path(__file__).parent
OTHER, LAST = "其他", 1000  # group and order of a fact that states none
_REQUIRED = {"title", "question", "type", "source"}
_OPTIONAL = {"help", "choices", "unit", "group", "order", "asked_when"}
_BOOLEANS = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
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
    """A question about a firm. `type` is boolean, choice, choices or number (with `unit`).

    `source` is what asks it: a rule, cited as `document@edition#path`, or a document in words.
    Questions of one `group` stand together, by `order`. `asked_when` is a predicate, as books write
    it, over other facts: where it fails nobody need be asked.
    """

    id: str
    title: str
    question: str
    help: str
    type: str
    choices: Mapping[str, str]
    unit: str
    source: str = ""
    group: str = OTHER
    order: int = LAST
    asked_when: Mapping[str, Any] | None = None

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

    def read(self, text: str) -> bool | int | str | tuple[str, ...]:
        """Return a value typed as text, as on a command line or in an address.

        Several choices have commas between them; none at all is "".

        :raises FactError: if it is not a value of this type
        """
        words = [word for word in re.split(r"[\s,，、\[\]\"']+", text) if word]
        match self.type, words:
            case "choices", _:
                return self.accept(words)
            case "boolean", [word]:
                return self.accept(_BOOLEANS.get(word.casefold(), word))
            case "number", [*digits] if digits and "".join(digits).isdecimal():
                return self.accept(int("".join(digits)))
        return self.accept(words[0] if len(words) == 1 else text)

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
                return f"應為不小於 0 的整數（{self.unit}）"
            case "choice":
                return f"應為下列之一：{'、'.join(self.choices)}"
        return f"應為清單，內容可為：{'、'.join(self.choices)}"


@cache
def fact_kinds() -> Mapping[str, FactKind]:
    """Return every fact a profile can state, by id, as an interview asks them.

    :raises FactError: if a file lacks a field, or has one that nobody reads
    """
    found = [_kind(path) for path in (HERE / "facts").glob("*.yaml")]
    return MappingProxyType({kind.id: kind for kind in sorted(found, key=_place)})


def _place(kind: FactKind) -> tuple[int, str]:
    return kind.order, kind.id


def _kind(path: Path) -> FactKind:
    raw = yaml.safe_load(path.read_text("utf-8"))
    if wrong := (_REQUIRED - set(raw)) | (set(raw) - _REQUIRED - _OPTIONAL):
        raise FactError(f"{path.name}: missing or unknown {sorted(map(str, wrong))}")
    return FactKind(
        id=path.stem,
        title=raw["title"],
        question=raw["question"],
        help=raw.get("help", ""),
        type=raw["type"],
        choices=MappingProxyType(raw.get("choices", {})),
        unit=raw.get("unit", ""),
        source=raw["source"],
        group=raw.get("group", OTHER),
        order=raw.get("order", LAST),
        asked_when=raw.get("asked_when"),
    )


@cache
def evidence_kinds() -> Mapping[str, str]:
    """Return every kind of evidence a rule can expect, id → title."""
    raw = yaml.safe_load((HERE / "evidence.yaml").read_text("utf-8"))
    return MappingProxyType({str(name): str(title) for name, title in raw.items()})


def accept_facts(raw: Mapping[str, Any]) -> dict[str, bool | int | str | tuple[str, ...]]:
    """Return stated facts in the form scope compares; None means not stated.

    :raises FactError: for a name that is no fact, or a value of the wrong type
    """
    accepted = {}
    for name, value in raw.items():
        kind = fact_kind(name)
        if value is not None:
            accepted[name] = kind.accept(value)
    return accepted


def fact_kind(name: str) -> FactKind:
    """Return the fact of a name.

    :raises FactError: if there is none
    """
    kinds = fact_kinds()
    if name not in kinds:
        raise FactError(f"沒有「{name}」這項事實；可用的有：{'、'.join(kinds)}")
    return kinds[name]
