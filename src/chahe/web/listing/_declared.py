"""What a list page declares: its columns and its filters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet

Apply = Callable[[QuerySet[Any], str], QuerySet[Any]]


@dataclass(frozen=True)
class Column:
    """`order_by`: what a click on the heading sorts by. `value`: what CSV writes, a dotted path
    or a function of the row; without it the key. `in_csv` and `in_table` leave a column out."""

    key: str
    label: str
    order_by: str | Sequence[str] = ()
    value: str | Callable[[Any], Any] = ""
    number: bool = False
    in_table: bool = True
    in_csv: bool = True

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.order_by,) if isinstance(self.order_by, str) else tuple(self.order_by)

    def read(self, row: Any) -> Any:
        found = self.value(row) if callable(self.value) else attrgetter(self.value or self.key)(row)
        return found() if callable(found) else found


@dataclass(frozen=True)
class Filter:
    """`options`: (value, label) pairs, or a function giving them. `apply`: a lookup, or a function
    of the queryset and the chosen value. `default`: chosen while the URL does not say."""

    key: str
    label: str
    options: Sequence[tuple[str, str]] | Callable[[], Sequence[tuple[str, str]]]
    apply: str | Apply
    default: str = ""
