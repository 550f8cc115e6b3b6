"""查驗提交包：不需資料庫與網路，指出第一個被改動的地方"""

import argparse
import json
from dataclasses import asdict
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from ..deadlines import format_roc
from ..ledger.heads import read_public_key
from ..ledger.pack_verify import Facts, Report, verify_pack
from ._model import UsageError, command
from ._visible import visible

if TYPE_CHECKING:
    from ..ledger.stamps import Stamp

_TAIPEI = timezone(timedelta(hours=8))


@command
def verify(parser: argparse.ArgumentParser) -> None:
    """Add `chahe verify PACK [--key PEMFILE] [--tsa-cert PEMFILE] [--stamp TSRFILE] [--json]`."""
    parser.add_argument("pack", metavar="PACK", type=Path, help="提交包（zip)")
    parser.add_argument("--key", metavar="PEMFILE", type=Path, help="您信任的公開金鑰（PEM)")
    parser.add_argument(
        "--tsa-cert", metavar="PEMFILE", type=Path, help="您信任的時戳服務根憑證（PEM）"
    )
    parser.add_argument(
        "--stamp", metavar="TSRFILE", type=Path, help="另附的提交包時戳（RFC 3161 回覆）"
    )
    parser.add_argument("--json", action="store_true", help="以 JSON 輸出")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    key = None if options.key is None else _read_key(options.key)
    roots = None if options.tsa_cert is None else _read_roots(options.tsa_cert)
    stamp = None if options.stamp is None else _read_file(options.stamp, "時戳檔")
    if not options.pack.is_file():
        raise UsageError(f"找不到檔案「{options.pack}」")
    try:
        report = verify_pack(options.pack, trusted_key=key, tsa_roots=roots, stamp=stamp)
    except OSError as error:
        raise UsageError(f"無法讀取「{options.pack}」：{error.strerror}") from None
    print(_as_json(report) if options.json else _as_text(report, asked=roots is not None))
    return 0 if report.ok else 1


def _read_key(path: Path) -> bytes:
    try:
        return read_public_key(_read_file(path, "金鑰檔"))
    except ValueError:
        raise UsageError(f"「{path}」不是 Ed25519 公開金鑰（PEM)") from None


def _read_roots(path: Path) -> bytes:
    from ..ledger.stamps import read_roots

    pem = _read_file(path, "憑證檔")
    try:
        read_roots(pem)
    except ValueError:
        raise UsageError(f"「{path}」不是憑證（PEM）") from None
    return pem


def _read_file(path: Path, what: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise UsageError(f"無法讀取{what}「{path}」") from None


def _as_json(report: Report) -> str:
    told = {"ok": report.ok, **asdict(report)}
    return json.dumps(told, ensure_ascii=False, indent=2, default=datetime.isoformat)


def _as_text(report: Report, *, asked: bool) -> str:
    """Tell a report in Chinese; that a pack has no time stamp only to who `asked` for it."""
    if report.facts is None:
        first, *others = report.problems
        where = f"「{visible(first.member)}」" if first.member else "壓縮檔"
        more = f"（另有 {len(others)} 個檔案也被改動）" if others else ""
        return f"✗ 查驗不通過：{where}{first.message}{more}"
    told = [*_told(report.facts), *_stamped(report.facts, asked=asked)]
    lines = [f"{label}：{visible(value)}" for label, value in told if value]
    return "\n".join(["✓ 查驗通過：內容與帳本所記相同", *lines])


def _told(facts: Facts) -> list[tuple[str, str]]:
    about, head = facts.about, facts.head
    known = "（與您提供的金鑰相符）" if facts.key_trusted else "（請與證券商公布的指紋比對）"
    return [
        ("證券商", str(about.get("firm") or "")),
        ("查核", str(about.get("inspection") or "")),
        ("期別", str(about.get("period") or "")),
        ("製作時間", _roc_time(str(about.get("made_at") or facts.made.get("at") or ""))),
        ("檔案", f"{facts.members} 個，共 {facts.bytes:,} 位元組"),
        ("查核歷程", f"{facts.history} 筆"),
        ("帳本", f"共 {head.size:,} 筆，樹頭簽於 {_roc_time(head.at)}"),
        ("簽章金鑰指紋", f"{facts.fingerprint}{known}"),
    ]


def _stamped(facts: Facts, *, asked: bool) -> list[tuple[str, str]]:
    none = "提交包裡沒有" if asked else ""
    pack_stamp = _stamp_words(facts.pack_stamp) if facts.pack_stamp else ""
    seal_stamp = _stamp_words(facts.seal_stamp) if facts.seal_stamp else none
    return [("封存的時戳", seal_stamp), ("提交包的時戳", pack_stamp)]


def _stamp_words(stamp: "Stamp") -> str:
    """Say when, by whom, and whether that was checked."""
    at = stamp.at.astimezone(_TAIPEI).isoformat()
    checked = "憑證鏈已查驗" if stamp.chain_checked else "憑證鏈未查驗，請以 --tsa-cert 提供根憑證"
    return f"{_roc_time(at)} 由「{stamp.tsa or stamp.policy}」所蓋（{checked}）"


def _roc_time(text: str) -> str:
    """Write an ISO instant as 民國 with its own offset's clock; leave anything else as it is."""
    try:
        at = datetime.fromisoformat(text)
        return f"{format_roc(at.date())} {at:%H:%M}"
    except ValueError:
        return text
