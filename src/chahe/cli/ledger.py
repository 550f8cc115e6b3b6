"""帳本：重算每一筆軌跡，驗證沒有被改動；匯出公鑰"""

import argparse
import sys
from typing import Any

from ._model import command
from ._site import set_up


@command
def ledger(parser: argparse.ArgumentParser) -> None:
    actions: Any = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="從頭驗證整本帳本")
    verify.set_defaults(run=_verify)
    key = actions.add_parser("key", help="印出公鑰（PEM），交給收提交包的人")
    key.set_defaults(run=_key)


def _verify(options: argparse.Namespace) -> int:
    set_up()
    from chahe.web.journal.models import Entry, Head
    from chahe.web.journal.verify import verify_ledger

    problems = verify_ledger()
    for problem in problems:
        print(f"{problem.where}：{problem.message}", file=sys.stderr)
    if problems:
        return 1
    print(f"帳本完整：{Entry.objects.count()} 筆軌跡，{Head.objects.count()} 個已簽署的樹頭。")
    return 0


def _key(options: argparse.Namespace) -> int:
    set_up()
    from chahe.ledger.heads import public_key_of, public_pem
    from chahe.web.journal.actions import ledger_key

    print(public_pem(public_key_of(ledger_key())).decode(), end="")
    return 0
