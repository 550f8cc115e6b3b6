"""把官方文件匯入自己的網站，提出新版本待人確認，或補上條文"""

import argparse
from pathlib import Path
from typing import Any

from .._model import UsageError
from .._site import HOST, migrate, set_up
from ._model import action

PORT = 8097  # of `chahe serve`
MOST_BYTES = 50 << 20  # as the site itself holds, which is not loaded for a mistake


@action
def import_document(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help=".txt、.html、.docx、.odt 或有文字的 .pdf")
    parser.add_argument(
        "--as",
        dest="name",
        required=True,
        metavar="DOC@DATE",
        help="文件與施行日，例如 twse/mechanism@2024-05-15 或 twse/mechanism@113/05/15",
    )
    parser.add_argument("--base", metavar="DOC@EDITION", help="前一版本；不填時由系統找")
    parser.add_argument("--label", default="", metavar="COLUMN", help="對照表中要匯入的欄位標題")
    parser.add_argument("--partial", action="store_true", help="文件只列出修正的條文")
    parser.add_argument("--by", metavar="USERNAME", help="以誰的名義匯入；不填時記為系統")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    document, at, edition = options.name.partition("@")
    if not at:
        raise UsageError(
            f"--as 要寫成 文件@施行日，例如 twse/mechanism@113/05/15，而不是「{options.name}」"
        )
    data, name = _read(Path(options.file))
    set_up()
    migrate()
    from chahe.web.rulebooks.actions_imports import import_document
    from chahe.web.rulebooks.wanted import Wanted
    from chahe.workflow import Refused

    wanted = Wanted(document, edition, options.base, options.label, options.partial)
    try:
        imported = import_document(data=data, name=name, wanted=wanted, by=_person(options.by))
    except Refused as error:
        raise UsageError(" ".join(str(error).split())) from None
    _tell(imported)
    return 0


def _read(path: Path) -> tuple[bytes, str]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(f"檔案超過上限 {MOST_BYTES >> 20} MB")
        return path.read_bytes(), path.name
    except (OSError, ValueError):
        raise UsageError(f"讀不到檔案「{path}」，請確認路徑與權限") from None


def _person(username: str | None) -> Any:
    from chahe.web.accounts.models import User

    if username is None:
        return None
    if user := User.objects.filter(username=username, is_active=True).first():
        return user
    raise UsageError(f"沒有「{username}」這個帳號，或已停用")


def _tell(imported: Any) -> None:
    from chahe.rulebook import ChangeKind
    from chahe.web.rulebooks.actions_imports import counts

    found = counts(imported)
    unplaced = imported.read["unplaced"]
    print(f"{imported.edition_id}　{imported.title}　{imported.get_state_display()}")
    if imported.only_text:
        print(
            f"條號相符 {found['carried']} 條，待確認 {imported.rules.count() - found['carried']} 條"
        )
    else:
        kinds = [kind for kind in ChangeKind if kind is not ChangeKind.SAME or found[kind]]
        proposed = "，".join(f"{kind.label} {found[kind.value]} 條" for kind in kinds)
        print(f"自動沿用 {found['carried']} 條，{proposed}")
        for rule in imported.rules.filter(kind__in=["reworded", "renumbered"], decision="pending"):
            print(f"  {rule.get_kind_display()}　{rule.origin_ref} → {rule.ref}　{rule.percent}%")
    print(f"沒有放進條文的行：{len(unplaced)} 行")
    for line in unplaced:
        print(f"  第 {line['line']} 行：{line['text']}")
    if imported.is_open:
        print(f"請到網站逐條確認：http://{HOST}:{PORT}{imported.get_absolute_url()}")
