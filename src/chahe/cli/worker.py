"""背景工作：執行排隊中的自動檢測，可以開好幾個"""

import argparse
import os
import socket

from ._model import command
from ._site import set_up


@command
def worker(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    set_up()
    from chahe.web.jobs import make_worker, reap

    reap()
    working = make_worker(f"{socket.gethostname()}-{os.getpid()}")
    working.configure_signals()
    working.run()
    return 0
