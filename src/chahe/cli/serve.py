"""正式網站：更新資料庫後開啟網站與背景工作"""

import argparse

from ._model import command
from ._site import HOST, migrate, serve, set_up


@command
def serve_site(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=HOST, help="預設只接受本機連線，外部由反向代理進來")
    parser.add_argument("--port", type=int, default=8097)
    parser.add_argument("--workers", type=int, default=1, help="網頁處理程序數")
    parser.add_argument("--no-jobs", action="store_true", help="背景工作另以 chahe worker 執行")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    set_up()
    migrate()
    serve(
        port=options.port,
        host=options.host,
        workers=options.workers,
        jobs=not options.no_jobs,
    )
    return 0
