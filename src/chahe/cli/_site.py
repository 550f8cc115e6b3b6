"""Commands that need the site: set Django up as late as can be."""

import os
from pathlib import Path

HOST = "127.0.0.1"


def set_up(home: Path | None = None, **variables: str) -> None:
    """Load Django, with its data in `home`; `variables` hold where the environment is silent."""
    if home is not None:
        os.environ["CHAHE_HOME"] = str(home)
    for name, value in variables.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chahe.web.settings")
    import django

    django.setup()


def migrate() -> None:
    """Bring the database up to this version, and what can be searched up to its books."""
    from django.core.management import call_command

    from chahe.web.search.actions import refresh

    call_command("migrate", verbosity=0, interactive=False)
    refresh()


def serve(*, port: int, host: str = HOST, workers: int = 1, jobs: bool = True) -> None:
    """Serve until stopped; each web process has a worker beside it unless `jobs` is false."""
    from django.db import connections
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    from chahe.web import jobs as background
    from chahe.web.evidence.actions import sweep

    sweep()
    if jobs:
        background.reap(longer_than=background.NONE)
    connections.close_all()  # the server forks, and SQLite must not be carried across a fork
    os.environ[background.BESIDE] = str(int(jobs))
    Server(
        "chahe.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_level=LogLevels.warning,
    ).serve()
