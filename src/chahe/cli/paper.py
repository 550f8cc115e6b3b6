"""工作底稿：離線重算抽樣與簽核的摘要"""

import argparse
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..ledger.pack_verify import verify_pack
from ._model import UsageError, command
from ._paper_record import Checked, check_record
from ._visible import visible

RECORD = "紀錄.json"
LARGEST = 1 << 30  # bytes of a record; a pack's members are not compressed
NOTHING_SIGNED = 3


@command
def paper(parser: argparse.ArgumentParser) -> None:
    """Add `chahe paper verify PACK|FILE.json [PAPER] [--json]`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    about = "由計畫、母體與記號重算抽樣，並與簽核的摘要比對"
    verify = actions.add_parser("verify", help=about, description=about)
    verify.add_argument(
        "file", metavar="PACK|FILE.json", type=Path, help="提交包（zip），或下載的底稿紀錄"
    )
    verify.add_argument("paper", metavar="PAPER", nargs="?", help="只看這一條，例如 7(1)a(a)")
    verify.add_argument("--json", action="store_true", help="以 JSON 輸出")
    verify.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if not options.file.is_file():
        raise UsageError(f"找不到檔案「{options.file}」")
    try:
        checked = [check_record(record) for record in _records(options.file)]
    except ValueError as error:
        print(visible(f"✗ {error}"))
        return 1
    if options.paper:
        checked = [each for each in checked if each.ref == options.paper]
        if not checked:
            raise UsageError(f"裡面沒有底稿「{options.paper}」")
    print(
        _as_json(checked) if options.json else "\n".join(visible(_line(each)) for each in checked)
    )
    if any(each.problems for each in checked):
        return 1
    return 0 if all(each.signed or each.left for each in checked) else NOTHING_SIGNED


def _records(path: Path) -> Sequence[Any]:
    """Return the records of a file's papers; a pack is verified first.

    :raises ValueError: if it is neither a good pack nor a record
    """
    data = _pack_member(path) if zipfile.is_zipfile(path) else path.read_bytes()
    try:
        papers = json.loads(data)["papers"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ValueError("不是底稿紀錄；請用提交包，或從底稿頁面下載的紀錄") from None
    if not isinstance(papers, list) or not papers:
        raise ValueError("裡面沒有底稿的紀錄")
    return papers


def _pack_member(path: Path) -> bytes:
    report = verify_pack(path)
    if not report.ok:
        first = report.problems[0]
        raise ValueError(f"提交包查驗不通過：「{first.member}」{first.message}")
    with zipfile.ZipFile(path) as pack:
        if RECORD not in pack.namelist() or pack.getinfo(RECORD).file_size > LARGEST:
            raise ValueError(f"提交包裡沒有「{RECORD}」，或檔案太大")
        return pack.read(RECORD)


def _line(checked: Checked) -> str:
    if checked.problems:
        return f"✗ {checked.name}：{'；'.join(checked.problems)}"
    said = "".join(f"　{sentence}" for sentence in checked.sentences)
    if checked.left:
        return f"－ {checked.name}：已不適用，沒有簽核{said}"
    if not checked.signed:
        return f"？ {checked.name}：還沒有簽核，沒有可以比對的摘要{said}"
    return f"✓ {checked.name}：與簽核的摘要相符 {checked.digest[:16]}{said}"


def _as_json(checked: Sequence[Checked]) -> str:
    told = [
        {
            "paper": each.name,
            "ok": not each.problems and (each.signed or each.left),
            "digest": each.digest,
            "problems": each.problems,
            "sentences": each.sentences,
        }
        for each in checked
    ]
    return json.dumps(told, ensure_ascii=False, indent=2)
