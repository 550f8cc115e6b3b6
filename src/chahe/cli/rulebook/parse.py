"""解析官方文件，列出條款樹與未歸入的行"""

import argparse
from pathlib import Path
from typing import Any

from ...official import EditionText, OfficialError, OfficialText, RuleText, parse_bytes
from ...standards import read_any
from .._model import UsageError
from ._model import action, print_json


@action
def parse(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar="FILE",
        help="官方文件（txt、html、docx、odt、pdf）、OSCAL 目錄或 CISO Assistant 條款庫",
    )
    parser.add_argument("--json", action="store_true", help="輸出 JSON")
    parser.add_argument("--lines", action="store_true", help="JSON 另列每一條的編號與來源行號")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    found = read_official(Path(options.file))
    if options.json:
        print_json(official_as_data(found, lines=options.lines))
        return 0
    print(found.title or "（未見名稱）")
    for edition in found.editions:
        day = f"，{edition.date}" if edition.date else ""
        print(f"\n{edition.label or '本文'}：{len(edition.rules)} 條{day}")
        for rule in edition.rules:
            print("  " * rule.path.count(".") + f"{rule.path}　{rule.title or rule.text[:40]}")
    print(f"\n未歸入的行：{len(found.unplaced)}")
    for line in found.unplaced:
        print(f"  第 {line.number} 行：{line.text}")
    return 0


def read_official(path: Path) -> OfficialText:
    """Read an official document, or a framework in a format of its own.

    :raises UsageError: if it cannot be read; the message says what to do
    """
    try:
        data = path.read_bytes()
    except (OSError, ValueError):
        raise UsageError(f"讀不到檔案「{path}」，請確認路徑與權限。") from None
    try:
        return read_any(data, path.name) or parse_bytes(data, path.name)
    except OfficialError as error:
        raise UsageError(str(error)) from None


def official_as_data(found: OfficialText, *, lines: bool = False) -> dict[str, Any]:
    """Return a parsed document for JSON; what only some documents have is left out elsewhere."""
    return {
        "title": found.title,
        "editions": [_edition(edition, lines) for edition in found.editions],
        "unplaced": [line.text for line in found.unplaced],
    } | ({"reasons": list(found.reasons)} if found.reasons else {})


def _edition(edition: EditionText, lines: bool) -> dict[str, Any]:
    return {
        "label": edition.label,
        "date": edition.date.isoformat() if edition.date else None,
        "rules": [_rule(rule, lines) for rule in edition.rules],
    } | ({"marks": list(edition.marks)} if edition.marks else {})


def _rule(rule: RuleText, lines: bool) -> dict[str, Any]:
    data: dict[str, Any] = {
        "path": rule.path,
        "code": rule.code,
        "title": rule.title,
        "text": rule.text,
        "cadence": [word.value for word in rule.cadence],
        "applies_text": rule.applies_text,
        "effective_text": rule.effective_text,
    }
    if rule.sources or rule.procedure:
        data |= {"sources": list(rule.sources), "procedure": list(rule.procedure)}
    if rule.reason:
        data["reason"] = rule.reason
    if lines:
        data |= {"label": rule.label, "lines": list(rule.lines)}
    return data
