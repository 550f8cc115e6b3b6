"""管理：建立第一位系統管理者或監理人員，印出一次性的初始密碼"""

import argparse

from ._model import UsageError, command
from ._site import migrate, set_up


@command
def admin(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("username", help="帳號")
    parser.add_argument("--name", required=True, help="姓名")
    parser.add_argument("--title", default="", help="職稱")
    parser.add_argument(
        "--role", choices=["administrator", "supervisor"], default="administrator", help="角色"
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    set_up()
    migrate()
    from django.core.exceptions import ValidationError

    from chahe.web.accounts.actions import create_account
    from chahe.web.accounts.roles import Role

    try:
        _, password = create_account(
            by=None,
            username=options.username,
            name=options.name,
            title=options.title,
            memberships=[(Role(options.role), None)],
        )
    except ValidationError as error:
        raise UsageError("".join(error.messages)) from None
    print(f"已建立帳號 {options.username}。初始密碼只顯示這一次，首次登入時必須更換：\n{password}")
    return 0
