"""建立檔案與網頁的雜湊清單，並找出沒有變更單的異動"""

import argparse
import json
import os
import socket
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..checks._algorithms.approvals import Approvals
from ..checks._algorithms.manifests import Change, changes
from ..checks._algorithms.path_globs import matches
from ..deadlines import format_roc
from ..readers import ReadError
from ..readers._parsing.sealed import TAIPEI, Sealed, seal, text_of, texts_of
from ..readers.change_tickets import change_tickets
from ..readers.integrity_manifest import DIGESTS, digest_of, rows_of
from ._model import UsageError, command, parse_day
from ._saved_pages import entries_of
from ._sealed_file import read, read_rows, write
from ._table import plain, print_table
from ._tree import escaped, is_clean, scan

_UNREADABLE = 3


@command
def integrity(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    baseline = actions.add_parser("baseline", help="為資料夾建立雜湊清單")
    baseline.add_argument("folder", metavar="DIR", help="要看守的資料夾，不跟隨符號連結")
    baseline.add_argument("-o", "--output", required=True, metavar="FILE", help="清單的檔名")
    baseline.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="GLOB",
        help="不列入的路徑，可重複；* 不跨資料夾，** 跨資料夾，結尾 / 表示其下全部",
    )
    baseline.add_argument(
        "--digest",
        choices=DIGESTS,
        default=DIGESTS[0],
        help="雜湊演算法：sha256（預設，各家工具都能複核）或 blake3（快數倍，以 b3sum 複核）",
    )
    baseline.set_defaults(run=_baseline)
    compare = actions.add_parser(
        "compare",
        help="與清單比對",
        description="結束狀態：0 沒有未核准的異動、1 有、2 指令有誤、3 有讀不到的項目",
    )
    compare.add_argument("folder", metavar="DIR", help="建立清單時的同一個資料夾")
    compare.add_argument("--baseline", required=True, metavar="FILE", help="清單的檔名")
    compare.add_argument("--tickets", metavar="CSV", help="變更單清單，涵蓋的異動不列出")
    compare.add_argument(
        "--quick", action="store_true", help="大小、時間與 inode 都沒變的檔案不重讀"
    )
    compare.add_argument("--on", metavar="DATE", help="比對日，預設今天")
    compare.add_argument("--json", action="store_true", help="以 JSON 輸出")
    compare.set_defaults(run=_compare)
    pages = actions.add_parser("pages", help="為存下的網頁（.html）建立清單，不連網")
    pages.add_argument("folder", metavar="DIR", help="存放網頁的資料夾")
    pages.add_argument(
        "--site", required=True, metavar="URL", help="資料夾對應的網址，例如 https://www.example.tw"
    )
    pages.add_argument("-o", "--output", required=True, metavar="FILE", help="清單的檔名")
    pages.set_defaults(run=_pages)
    fetch = actions.add_parser(
        "fetch", help="讀取清單上的網址並建立清單；只連清單上的主機，不跟到別處"
    )
    fetch.add_argument("urls", metavar="FILE", help="網址清單，一行一個，# 之後是註解")
    fetch.add_argument("-o", "--output", required=True, metavar="FILE", help="清單的檔名")
    fetch.set_defaults(run=_fetch)


def _baseline(options: argparse.Namespace) -> int:
    root = _root(options.folder)
    output = Path(options.output)
    if output.resolve().is_relative_to(root):
        raise UsageError("清單不能放在它所看守的資料夾裡，請以 -o 指定別處")
    made = datetime.now(TAIPEI).isoformat(timespec="seconds")
    found, failed = scan(root, excluded=_excluding(options.exclude), algorithm=options.digest)
    header = {
        "digest": options.digest,
        "made": made,
        "host": socket.gethostname(),
        "root": escaped(root),
        "exclude": sorted(set(options.exclude)),
    }
    write(output, seal("chahe-files", header, found))
    return _written(len(found), failed, "項目", options.output)


def _written(number: int, failed: int, what: str, output: str) -> int:
    print(f"{number} 個{what}寫入 {output}" + (f"，其中 {failed} 個讀不到" if failed else ""))
    return _UNREADABLE if failed else 0


def _line(entry: dict[str, Any]) -> str:
    return json.dumps(entry, separators=(",", ":")) + "\n"


def _compare(options: argparse.Namespace) -> int:
    try:
        return _compared(options)
    except ReadError as error:
        raise UsageError(f"{options.baseline} {error}") from None


def _compared(options: argparse.Namespace) -> int:
    root = _root(options.folder)
    on = datetime.now(TAIPEI).date() if options.on is None else parse_day(options.on)
    lists = read("chahe-files", options.baseline)
    if len(lists) > 1:
        raise UsageError(f"「{options.baseline}」裡有好幾份清單，請只留基準")
    (base,) = lists
    theirs, made = text_of(base.header, "root", base.line), base.made.date()
    if theirs != escaped(root):
        raise UsageError(f"這份清單是 {plain(theirs)} 的，不是 {plain(escaped(root))} 的")
    if on < made:
        raise UsageError(f"比對日早於清單的{format_roc(made)}")
    now, _ = scan(
        root,
        excluded=_excluding(texts_of(base.header, "exclude", base.line)),
        known=base.texts if options.quick else (),
        algorithm=digest_of(base),
    )
    tickets = read_rows(change_tickets, options.tickets) if options.tickets else ()
    approvals = Approvals(tickets, since=made, until=on)
    found = [(each, _ticket(each, approvals, theirs)) for each in _changes(base, now)]
    if options.json:
        print(json.dumps(_answer(found, made, on, len(now)), ensure_ascii=False, indent=2))
    else:
        _print(found, made, on, len(now))
    kinds = {each.kind for each, ticket in found if not ticket}
    if kinds - {"unreadable"}:
        return 1
    return _UNREADABLE if kinds else 0


def _changes(base: Sealed, now: list[str]) -> list[Change]:
    """Compare what is not the same, line for line; of most trees that is little."""
    same = set(base.texts) & set(now)
    sides = [
        {
            row["path"]: row
            for row in rows_of(
                replace(base, texts=tuple(t for t in texts if t not in same or not is_clean(t)))
            )
        }
        for texts in (base.texts, now)
    ]
    return changes(*sides)


def _pages(options: argparse.Namespace) -> int:
    root, site = _root(options.folder), options.site.rstrip("/")
    if not site.startswith(("https://", "http://")):
        raise UsageError(f"看不懂網址「{options.site}」，請寫成 https://www.example.tw")
    made = datetime.now(TAIPEI).isoformat(timespec="seconds")
    try:
        entries = entries_of(Path(root), site)
    except OSError as error:
        raise UsageError(f"讀不到資料夾「{error.filename}」，請確認權限") from None
    if not entries:
        raise UsageError(f"「{options.folder}」裡沒有 .html 或 .htm 網頁")
    write(
        Path(options.output), seal("chahe-pages", {"made": made, "site": site}, map(_line, entries))
    )
    failed = sum(bool(entry["error"]) for entry in entries)
    return _written(len(entries), failed, "網頁", options.output)


def _fetch(options: argparse.Namespace) -> int:
    """Write a list a site, one after the other, as the reader takes them."""
    from ._fetched_pages import fetched, sites_in

    sites = sites_in(options.urls)
    hosts = {urlsplit(site).hostname or "" for site in sites}
    made = datetime.now(TAIPEI).isoformat(timespec="seconds")
    found = {site: fetched(urls, hosts) for site, urls in sites.items()}
    pieces = (
        seal("chahe-pages", {"made": made, "site": site}, map(_line, entries))
        for site, entries in found.items()
    )
    write(Path(options.output), chain.from_iterable(pieces))
    entries = [entry for held in found.values() for entry in held]
    failed = [entry for entry in entries if entry["error"]]
    for entry in failed:
        print(plain(f"{entry['url']}：{entry['error']}"))
    return _written(len(entries), len(failed), "網頁", options.output)


def _root(name: str) -> str:
    if not Path(name).is_dir():
        raise UsageError(f"「{name}」不是資料夾，請指定要看守的資料夾")
    return os.path.realpath(name)


def _excluding(globs: Sequence[str]) -> Callable[[str], bool] | None:
    return (lambda path: any(matches(glob, path) for glob in globs)) if globs else None


def _ticket(change: Change, approvals: Approvals, root: str) -> str:
    return "" if change.kind == "unreadable" else approvals.of_path(change.path, root, change.day)


def _answer(
    found: Sequence[tuple[Change, str]], made: date, on: date, entries: int
) -> dict[str, Any]:
    return {
        "baseline": str(made),
        "on": str(on),
        "entries": entries,
        "changes": [
            {"kind": each.kind, "path": each.path, "why": each.why, "ticket": ticket}
            for each, ticket in found
        ],
    }


def _print(found: Sequence[tuple[Change, str]], made: date, on: date, entries: int) -> None:
    shown = [each for each, ticket in found if not ticket]
    print(
        f"基準 {format_roc(made)}　比對日 {format_roc(on)}　項目 {entries}　"
        f"未核准的異動 {len(shown)}　已核准 {len(found) - len(shown)}"
    )
    if shown:
        print()
        print_table([["路徑", "異動"], *([each.path, each.why] for each in shown)])
