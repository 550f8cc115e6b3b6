"""匯出 OSCAL：一個版本、一家公司的適用範圍、兩份文件的對照"""

import argparse
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from ...rulebook import Edition, load_editions, scope
from ...rulebook.relations import load_crosswalk
from ...standards import as_bytes, oscal_catalog, oscal_mapping, oscal_profile
from .._model import UsageError, parse_day
from ..scope import read_facts
from ._model import action, find_edition

_TAIPEI = timezone(timedelta(hours=8))


@action
def export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("edition", metavar="DOC@EDITION", help="例如 twse/mechanism@2018-11-30")
    parser.add_argument(
        "--oscal",
        required=True,
        choices=[*_MADE],
        help="catalog 條款本身、profile 公司的適用範圍、mapping 與另一份文件的對照",
    )
    parser.add_argument("--facts", metavar="FILE", help="profile：公司事實，YAML 或 JSON")
    parser.add_argument("--on", metavar="DATE", help="profile：哪一天的適用範圍，預設今天")
    parser.add_argument("--firm", default="公司", metavar="NAME", help="profile：公司名稱")
    parser.add_argument("--to", metavar="DOC[@EDITION]", help="mapping：對照的文件，預設最新版本")
    parser.add_argument("--at", metavar="INSTANT", help="製作時間（ISO 8601），預設現在")
    parser.add_argument("--output", metavar="FILE", help="寫入檔案，預設印到標準輸出")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    edition, at = find_edition(options.edition), _instant(options.at)
    data = as_bytes(_MADE[options.oscal](edition, options, at))
    if options.output is None:
        sys.stdout.write(data.decode())
        return 0
    try:
        Path(options.output).write_bytes(data)
    except (OSError, ValueError):
        raise UsageError(f"寫不進檔案「{options.output}」，請確認路徑與權限") from None
    return 0


def _catalog(edition: Edition, _: argparse.Namespace, at: datetime) -> dict[str, Any]:
    return oscal_catalog(edition, at=at)


def _profile(edition: Edition, options: argparse.Namespace, at: datetime) -> dict[str, Any]:
    if not options.facts:
        raise UsageError("匯出 profile 需要公司事實，請以 --facts 指定檔案")
    on = parse_day(options.on) if options.on else at.astimezone(_TAIPEI).date()
    standings = scope([edition], facts=read_facts(Path(options.facts), on=on), on=on)
    if not standings:
        raise UsageError(f"{edition.id} 在 {on} 還沒有施行，請換一個日期（--on）")
    return oscal_profile(edition, standings, firm=options.firm, on=on, at=at)


def _mapping(edition: Edition, options: argparse.Namespace, at: datetime) -> dict[str, Any]:
    if not options.to:
        raise UsageError("匯出 mapping 需要另一份文件，請以 --to 指定")
    target = _newest(options.to) if "@" not in options.to else find_edition(options.to)
    try:
        return oscal_mapping(load_crosswalk(), source=edition, target=target, at=at)
    except ValueError:
        raise UsageError(f"{edition.id} 與 {target.id} 之間還沒有任何對照") from None


def _newest(document: str) -> Edition:
    held = [each for each in load_editions() if each.document == document]
    return held[-1] if held else find_edition(document)


def _instant(text: str | None) -> datetime:
    """Read an instant; one without a time zone is on Taipei's clock."""
    if text is None:
        return datetime.now(UTC)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"看不懂時間「{text}」，請寫成 2026-11-21T09:00:00+08:00") from None
    return at if at.tzinfo else at.replace(tzinfo=_TAIPEI)


_MADE = {"catalog": _catalog, "profile": _profile, "mapping": _mapping}
