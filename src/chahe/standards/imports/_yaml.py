"""YAML as texts, lists and mappings, and never more than the file could have meant."""

import itertools
from typing import Any

import yaml

from ...official.model import OfficialError

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the base loader makes no objects
_DEEPEST, _MOST_ALIASES, _MOST = 60, 1_000, 400_000


def read_yaml(data: bytes) -> Any:
    """Return a YAML file whose every scalar is a text, as written.

    :raises OfficialError: if it is not YAML, or is nested or repeats itself beyond reason
    """
    try:
        _hold(data)
        return yaml.load(data, Loader=_Loader)  # noqa: S506 (makes only str, list and dict)
    except (yaml.YAMLError, UnicodeError, RecursionError, TypeError, ValueError) as error:
        raise OfficialError(f"這個檔案不是可讀的 YAML{_where(error)}") from None


def _hold(data: bytes) -> None:
    """Read through once without building anything."""
    depth, aliases = 0, itertools.count(1)
    for number, event in enumerate(yaml.parse(data, Loader=_Loader)):
        if number > _MOST:
            raise OfficialError(f"YAML 的內容超過 {_MOST} 項，不像是正常的框架")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise OfficialError(f"YAML 巢狀超過 {_DEEPEST} 層，不像是正常的框架")
        if isinstance(event, yaml.AliasEvent) and next(aliases) > _MOST_ALIASES:
            raise OfficialError(f"YAML 別名超過 {_MOST_ALIASES} 個，不像是正常的框架")


def _where(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"（第 {mark.line + 1} 行）" if mark else ""
