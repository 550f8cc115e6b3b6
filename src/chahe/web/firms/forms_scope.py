"""What the scope explorer is asked: a day, filters, and facts as they might be."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms import BoundField

from chahe.rulebook import FactKind, fact_kinds

from ..roc_fields import RocDateField
from .forms import NONE, value_field

APPLIES = (("yes", "適用"), ("no", "不適用"), ("unknown", "先依適用處理"))


class ScopeForm(forms.Form):
    """Which rules to show, of which day; a wrong answer is as if nothing was asked."""

    on = RocDateField(label="日期", required=False, help_text="")
    document = forms.ChoiceField(label="文件", required=False)
    applies = forms.ChoiceField(label="適用", required=False, choices=[("", "全部"), *APPLIES])
    fact = forms.ChoiceField(label="看哪項事實", required=False)
    q = forms.CharField(label="搜尋", required=False, max_length=100)

    def __init__(self, *args: Any, documents: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.id, kind.title) for kind in fact_kinds().values()]
        self.fields["document"].choices = [("", "全部"), *documents.items()]  # type: ignore[attr-defined]
        self.fields["fact"].choices = [("", "全部"), *kinds]  # type: ignore[attr-defined]


class WhatIfForm(forms.Form):
    """Facts as they might be; those left alone stay as they are."""

    unfinished = True

    def __init__(self, *args: Any, known: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, prefix="if", **kwargs)
        self.known = known
        for kind in fact_kinds().values():
            self.fields[kind.id] = _field(kind, known)

    @property
    def changed(self) -> dict[str, Any]:
        """The facts that would not be as they are, in the form scope compares."""
        found = {}
        for name, value in self.cleaned_data.items():
            if value is not None and (kind := fact_kinds()[name]).accept(value) != self.known.get(
                name
            ):
                found[name] = kind.accept(value)
        return found

    @property
    def groups(self) -> Iterator[tuple[str, list[BoundField]]]:
        """The fields under the names of their groups, in the order they are asked."""
        grouped: dict[str, list[BoundField]] = {}
        for field in self:
            grouped.setdefault(fact_kinds()[field.name].group, []).append(field)
        yield from grouped.items()


def _field(kind: FactKind, known: Mapping[str, Any]) -> forms.Field:
    as_is = f"不變（{kind.word(known[kind.id]) if kind.id in known else '未申報'}）"
    field = value_field(kind, blank=as_is)
    field.label = kind.title
    field.help_text = f"{as_is}，要試算才勾選。" if kind.type == "choices" else ""
    if kind.type in ("boolean", "choice"):
        options: list[tuple[str, str]] = list(field.choices)  # type: ignore[attr-defined]
        field.widget = forms.Select()
        field.choices = [options[-1], *options[:-1]]  # type: ignore[attr-defined]
    elif kind.type == "number":
        field.help_text = f"{as_is}；單位：{kind.unit}。"
    return field


def address_of(kind: FactKind, value: Any) -> list[tuple[str, str]]:
    """Return a value as the words of an address on which its form is filled in."""
    match kind.type:
        case "boolean":
            return [("value", "yes" if value else "no")]
        case "choices":
            return [("value", word) for word in value or (NONE,)]
    return [("value", str(value))]
