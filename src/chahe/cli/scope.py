"""適用範圍：一家公司在某日受哪些條款拘束，理由為何"""

import argparse
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from ..rulebook import FactError, Standing, accept_facts, fact_kind, load_editions, what_if
from ..rulebook import scope as standings_of
from ._model import UsageError, command, parse_day


@command
def scope(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--facts",
        required=True,
        metavar="FILE",
        help="公司事實，YAML 或 JSON(chahe rulebook facts)",
    )
    parser.add_argument("--on", required=True, metavar="DATE", help="2026-11-21 或 115/11/21")
    parser.add_argument(
        "--what-if",
        nargs="+",
        action="extend",
        default=[],
        metavar="FACT=VALUE",
        help="試算：某些事實若改為這個內容，哪些條款會納入或退出，不會改動事實檔",
    )
    parser.add_argument("--json", action="store_true", help="輸出 JSON")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    on = parse_day(options.on)
    facts = read_facts(Path(options.facts), on=on)
    changed = read_changes(options.what_if)
    found = what_if(load_editions(), facts=facts, changed=changed, on=on)
    standings = standings_of(load_editions(), facts=facts, on=on)
    if options.json:
        said = {"rules": [_as_data(standing) for standing in standings]}
        if changed:
            said["entering"] = [_as_data(standing) for standing in found.entering]
            said["leaving"] = [_as_data(standing) for standing in found.leaving]
        print(json.dumps(said, ensure_ascii=False, indent=1))
    elif changed:
        _print("納入", found.entering)
        _print("退出", found.leaving)
        print(f"納入 {len(found.entering)} 條，退出 {len(found.leaving)} 條，其餘不變")
    else:
        for standing in standings:
            _print("適用  " if standing.applies else "不適用", [standing])
        bound = sum(standing.applies for standing in standings)
        print(f"共 {len(standings)} 條，適用 {bound} 條，不適用 {len(standings) - bound} 條")
    return 0


def _print(mark: str, standings: Iterable[Standing]) -> None:
    for standing in standings:
        rule = standing.rule
        print(f"{mark} {rule.ref:<10} {rule.title}：{standing.reason}")


def _as_data(standing: Standing) -> dict[str, Any]:
    return {
        "path": standing.rule.path,
        "document": standing.edition.document,
        "edition": standing.edition.edition,
        "applies": standing.applies,
        "reason": standing.reason,
    }


def read_facts(path: Path, *, on: date) -> dict[str, Any]:
    """Read a firm's facts: `fact: value`, or `fact: [{since, value}, …]` for what has changed.

    :raises UsageError: if the file cannot be read, or states something nobody can state
    """
    try:
        raw = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"讀不到事實檔 {path}:{error}") from None
    except yaml.YAMLError as error:
        raise UsageError(f"事實檔 {path} 不是 YAML 或 JSON:{_one_line(error)}") from None
    if not isinstance(raw, dict):
        raise UsageError(f"事實檔 {path} 應為「事實：值」的對照")
    try:
        return accept_facts({str(name): _on(name, value, on) for name, value in raw.items()})
    except FactError as error:
        raise UsageError(f"{path}:{error}") from None


def read_changes(words: Iterable[str]) -> dict[str, Any]:
    """Read `fact=value` of `--what-if`; several choices have commas between them.

    `fact=null` takes a statement away.

    :raises UsageError: if a word is not of that form, or states something nobody can state
    """
    changed: dict[str, Any] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise UsageError(f"看不懂「{word}」，請寫成 事實=內容，例如 cloud_user=true")
        try:
            kind = fact_kind(name)
            changed[name] = None if value == "null" else kind.read(value)
        except FactError as error:
            raise UsageError(str(error)) from None
    return changed


def _on(name: object, value: Any, on: date) -> Any:
    """Return what is stated for a day; None before the first statement."""
    if not (isinstance(value, list) and value and all(isinstance(v, dict) for v in value)):
        return value
    stated = []
    for entry in value:
        since = entry.get("since")
        if isinstance(since, str):
            since = parse_day(since)
        if not isinstance(since, date) or "value" not in entry:
            raise UsageError(f"事實「{name}」的每一筆都要有 since（日期）與 value")
        stated.append((since, entry["value"]))
    begun = [held for held in sorted(stated, key=lambda pair: pair[0]) if held[0] <= on]
    return begun[-1][1] if begun else None


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
