"""查驗提交包：不需資料庫與網路，指出第一個被改動的地方"""

import argparse
import json
import unicodedata
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from ..deadlines import format_roc
from ..ledger.heads import read_public_key
from ..ledger.pack_verify import Facts, Report, verify_pack
from ._model import UsageError, command

_INVISIBLE = {"Cc", "Cf", "Cs"}


@command
def verify(parser: argparse.ArgumentParser) -> None:
    """Add `chahe verify PACK [--key PEMFILE] [--json]`."""
    parser.add_argument("pack", metavar="PACK", type=Path, help="提交包（zip)")
    parser.add_argument("--key", metavar="PEMFILE", type=Path, help="您信任的公開金鑰（PEM)")
    parser.add_argument("--json", action="store_true", help="以 JSON 輸出")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    key = None if options.key is None else _read_key(options.key)
    if not options.pack.is_file():
        raise UsageError(f"找不到檔案「{options.pack}」")
    try:
        report = verify_pack(options.pack, trusted_key=key)
    except OSError as error:
        raise UsageError(f"無法讀取「{options.pack}」：{error.strerror}") from None
    print(_as_json(report) if options.json else _as_text(report))
    return 0 if report.ok else 1


def _read_key(path: Path) -> bytes:
    try:
        return read_public_key(path.read_bytes())
    except OSError:
        raise UsageError(f"無法讀取金鑰檔「{path}」") from None
    except ValueError:
        raise UsageError(f"「{path}」不是 Ed25519 公開金鑰（PEM)") from None


def _as_json(report: Report) -> str:
    return json.dumps({"ok": report.ok, **asdict(report)}, ensure_ascii=False, indent=2)


def _as_text(report: Report) -> str:
    if report.facts is None:
        first, *others = report.problems
        where = f"「{_visible(first.member)}」" if first.member else "壓縮檔"
        more = f"（另有 {len(others)} 個檔案也被改動）" if others else ""
        return f"✗ 查驗不通過：{where}{first.message}{more}"
    lines = [f"{label}：{_visible(value)}" for label, value in _told(report.facts) if value]
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


def _roc_time(text: str) -> str:
    """Write an ISO instant as 民國 with its own offset's clock; leave anything else as it is."""
    try:
        at = datetime.fromisoformat(text)
        return f"{format_roc(at.date())} {at:%H:%M}"
    except ValueError:
        return text


def _visible(text: str) -> str:
    """Replace what could rewrite a terminal or hide in it: these words came with the pack."""
    return "".join("�" if unicodedata.category(each) in _INVISIBLE else each for each in text)
