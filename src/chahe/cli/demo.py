"""示範網站：建立虛構的證券商與一年的查核，然後開啟網站"""

import argparse
import shutil
import time
from pathlib import Path

from ._model import UsageError, command
from ._site import HOST, migrate, serve, set_up

MADE = "demo-made"


@command
def demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8097)
    parser.add_argument("--home", type=Path, default=Path("var/demo"), help="資料放在哪裡")
    parser.add_argument("--fresh", action="store_true", help="刪除先前的示範資料，重新建立")
    parser.add_argument("--only-fill", action="store_true", help="只建立資料，不開啟網站")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    home = options.home.absolute()
    if options.fresh:
        _clear(home)
    set_up(home, CHAHE_DEMO="1")
    migrate()
    if not (home / MADE).exists():
        _fill(home)
    _tell(options.port)
    if not options.only_fill:
        serve(port=options.port)
    return 0


def _clear(home: Path) -> None:
    if home.exists() and not (home / MADE).exists() and any(home.iterdir()):
        raise UsageError(f"{home} 裡的不是示範資料，不刪除；請換一個 --home")
    shutil.rmtree(home, ignore_errors=True)


def _fill(home: Path) -> None:
    from chahe.web.demo.seed import fill_site
    from chahe.web.firms.models import Firm

    if Firm.objects.exists():
        raise UsageError(f"{home} 的示範資料沒有建立完成，請加上 --fresh 重新建立")
    begun = time.monotonic()
    print("建立示範資料……", flush=True)
    fill_site()
    (home / MADE).touch()
    print(f"完成，{time.monotonic() - begun:.0f} 秒。", flush=True)


def _tell(port: int) -> None:
    from chahe.web.demo.people import PASSWORD, PEOPLE

    print(f"\n  網址  http://{HOST}:{port}/\n  密碼  {PASSWORD}（所有帳號相同）\n")
    for person in PEOPLE:
        print(f"  {person.username:<11} {person.role.label}：{person.name} {person.title}")
    print("\n  資料都是虛構的；示範網站不要求第二因子。按 Ctrl-C 停止。\n", flush=True)
