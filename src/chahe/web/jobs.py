"""Background work: a worker in a thread of the server, or as a process of its own.

Tasks may be run twice (`reap`), so every task is idempotent.
"""

import logging
import os
import threading
from datetime import timedelta

from django.db import connections
from django.db.models import Q
from django.dispatch import Signal
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)
INTERVAL = 0.5  # seconds between looks at an empty queue
REAPING = 60  # seconds between looks for tasks whose worker died
LONGEST = timedelta(minutes=15)  # a task still running after this lost its worker
minute_passed = Signal()  # in the worker, about once a minute: look whether a day has come
LOST_DATABASE = ("django.db.utils.OperationalError", "django.db.utils.InterfaceError")
NONE = timedelta(0)
BESIDE = "CHAHE_JOBS_BESIDE"  # set by `chahe serve` for its web processes


class ReapingWorker(Worker):
    """A worker that, while it runs, looks now and then for tasks that others left behind."""

    def run(self) -> None:
        ended = threading.Event()
        threading.Thread(target=_reap_until, args=[ended], name="reaper", daemon=True).start()
        try:
            super().run()
        finally:
            ended.set()


def _reap_until(ended: threading.Event) -> None:
    while not ended.wait(REAPING):
        try:
            reap()
            minute_passed.send(ReapingWorker)
        except Exception:
            logger.exception("lost tasks were not looked for; we look again")
        connections.close_all()


def make_worker(name: str) -> Worker:
    """Return a worker of the default queue; its `run` works until `running` is unset."""
    return ReapingWorker(
        queue_names=["default"],
        interval=INTERVAL,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )


class WorkerThread(threading.Thread):
    """A worker beside the server; one that dies of an error is begun again."""

    def __init__(self) -> None:
        super().__init__(name="worker", daemon=True)
        self.worker = make_worker("thread")

    def run(self) -> None:
        while self.worker.running:
            try:
                self.worker.run()
            except Exception:
                logger.exception("the worker stopped and is begun again")
                connections.close_all()
                threading.Event().wait(INTERVAL)
        connections.close_all()


def start_beside() -> None:
    """Start a worker in this web process when the server was told to have one."""
    if os.environ.get(BESIDE) == "1":
        WorkerThread().start()


def reap(*, longer_than: timedelta = LONGEST) -> int:
    """Queue again the tasks whose worker died, or lost the database; return how many.

    With the only worker there is about to begin, `longer_than` may be zero: whatever is still
    marked as running belongs to nobody.
    """
    died = Q(status="RUNNING", started_at__lte=timezone.now() - longer_than)
    failed = Q(status="FAILED", exception_class_path__in=LOST_DATABASE)
    lost = DBTaskResult.objects.filter(died | failed)
    return int(lost.update(status="READY", started_at=None, finished_at=None))
