"""Fields of the objects of a report, each with the path that names it in an error."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, TypeVar

from ..._model import ReadError

_TAIPEI = timezone(timedelta(hours=8))
_TYPES = {str: "文字", int: "整數", bool: "true 或 false", list: "清單", dict: "物件"}
_T = TypeVar("_T", str, int, bool, list[Any], dict[str, Any])


class Fields:
    """An object of a report; a field that is null is one that is not there."""

    __slots__ = ("_held", "path")

    def __init__(self, held: Any, path: str) -> None:
        if not isinstance(held, dict):
            raise ReadError("應為物件，請重新匯出", column=path or "最外層")
        self._held, self.path = held, path

    def text(self, name: str) -> str:
        return (self._get(name, str) or "").strip()

    def number(self, name: str) -> int | None:
        return self._get(name, int)

    def said(self, name: str) -> bool | None:
        return self._get(name, bool)

    def object(self, name: str) -> "Fields":
        return Fields(self._get(name, dict) or {}, self.at(name))

    def objects(self, name: str) -> list["Fields"]:
        return [
            Fields(each, f"{self.at(name)}[{index}]")
            for index, each in enumerate(self._get(name, list) or [])
        ]

    def has(self, name: str) -> bool:
        return self._held.get(name) is not None

    def raw(self, name: str) -> Any:
        return self._held.get(name)

    def names(self) -> list[str]:
        return list(self._held)

    def score(self, name: str) -> float | None:
        """Return a score from 0 to 10, a number or one in a text, or None where there is none."""
        value = self._held.get(name)
        if value is None or value == "":
            return None
        try:
            score = float(value) if isinstance(value, str | int | float) else -1.0
        except (ValueError, OverflowError):
            score = -1.0
        if not 0 <= score <= 10:
            raise self.wrong(name, "分數應為 0 至 10")
        return score

    def day(self, name: str) -> date | None:
        """Return the day in Taipei of a moment, in UTC where it has no zone, or None."""
        if not (text := self.text(name)):
            return None
        try:
            moment = datetime.fromisoformat(text)
            zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return zoned.astimezone(_TAIPEI).date()
        except (ValueError, OverflowError):
            raise self.wrong(name, f"看不懂時間「{text[:40]}」") from None

    def at(self, name: str) -> str:
        return f"{self.path}.{name}".lstrip(".")

    def wrong(self, name: str, message: str) -> ReadError:
        return ReadError(f"{message}，請重新匯出", column=self.at(name))

    def _get(self, name: str, kind: type[_T]) -> _T | None:
        value = self._held.get(name)
        if value is None:
            return None
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong(name, f"應為{_TYPES[kind]}")
        return value
