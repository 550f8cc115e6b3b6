"""以使用者安裝的 sslyze 檢測自己的主機，留下結果作為佐證"""

import argparse
import re
from datetime import UTC, datetime
from pathlib import Path

from ._listed_hosts import hosts_in, only
from ._model import UsageError, command
from ._sealed_file import write
from ._sslyze import Answer, ask, document, program
from ._table import plain

_UNREACHED = 3
_SECONDS = 300


@command
def tls(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    scan = actions.add_parser(
        "scan",
        help="檢測清單上的主機；只連清單上的主機",
        description="結束狀態：0 都檢測了、2 指令有誤、3 有主機沒有檢測到或沒有檢測完",
    )
    scan.add_argument(
        "hosts",
        metavar="FILE",
        help="主機清單，一行一個 www.example.tw 或 www.example.tw:8443，# 之後是註解",
    )
    scan.add_argument("-o", "--output", required=True, metavar="JSON", help="結果的檔名")
    scan.add_argument(
        "--only",
        nargs="+",
        action="extend",
        default=[],
        metavar="HOST",
        help="只檢測清單上的這些主機，預設全部",
    )
    scan.add_argument(
        "--program", default="sslyze", metavar="PATH", help="sslyze 的路徑，預設從 PATH 找"
    )
    scan.add_argument(
        "--seconds",
        default=str(_SECONDS),
        metavar="N",
        help=f"每台主機的時間上限，預設 {_SECONDS} 秒",
    )
    scan.set_defaults(run=_scan)


def _scan(options: argparse.Namespace) -> int:
    seconds, output = _limit(options.seconds), Path(options.output)
    hosts = hosts_in(options.hosts)
    if options.only:
        hosts = only(hosts, options.only, options.hosts)
    if not output.parent.is_dir():
        raise UsageError(f"寫不進「{output}」，請確認路徑")
    if output.exists() and output.samefile(options.hosts):
        raise UsageError("結果會蓋掉主機清單，請以 -o 指定別的檔名")
    found = program(options.program)
    started = _now()
    answers = []
    for number, host in enumerate(hosts, 1):
        answer = ask(found, host, seconds)
        answers.append(answer)
        print(plain(f"[{number}/{len(hosts)}] {_told(answer) or f'{host} 已檢測'}"), flush=True)
    write(output, [document(found, answers, started, _now())])
    failed = sum(bool(answer.gaps) for answer in answers)
    some = f"，其中 {failed} 台沒有檢測到或沒有檢測完" if failed else ""
    print(f"{len(hosts)} 台主機寫入 {output}（sslyze {found.version}）{some}")
    return _UNREACHED if failed else 0


def _told(answer: Answer) -> str:
    more = f"（等 {len(answer.gaps)} 項）" if len(answer.gaps) > 1 else ""
    return answer.gaps[0] + more if answer.gaps else ""


def _limit(said: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,4}", said):
        raise UsageError(f"看不懂時間上限「{said[:20]}」，請寫 1 至 99999 的秒數")
    return int(said)


def _now() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")
