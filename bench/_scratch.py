"""A site of its own for a measurement: Django set up on a scratch home, gone at the end."""

import math
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MADE = "bench-made"


@contextmanager
def scratch_site(kept: Path | None = None) -> Iterator[bool]:
    """Set Django up on an empty SQLite home, and say whether it must be filled.

    A home that is `kept` stays, and need not be filled the next time.
    """
    home = kept.absolute() if kept else Path(tempfile.mkdtemp(prefix="chahe-bench-"))
    os.environ.update(CHAHE_HOME=str(home), CHAHE_SECRET_KEY="bench")
    os.environ["DJANGO_SETTINGS_MODULE"] = "chahe.web.settings"
    sys.path.insert(0, "src")
    import django
    from django.core.management import call_command

    django.setup()
    home.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    try:
        yield not (home / MADE).exists()
        (home / MADE).touch()
    finally:
        if not kept:
            shutil.rmtree(home)


def insert(objects: Sequence[Any]) -> None:
    """Insert unsaved objects of one model as `bulk_create` does, in one prepared statement."""
    from django.db import connection

    if not objects:
        return
    model = type(objects[0])
    fields = [f for f in model._meta.concrete_fields if f.get_attname() != "id" or objects[0].pk]
    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    rows = [
        [field.get_db_prep_save(field.pre_save(each, True), connection) for field in fields]
        for each in objects
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})', rows)


@contextmanager
def fast_writes() -> Iterator[None]:
    """Let SQLite not wait for the disk while we fill it; afterwards it is as the product has it."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.execute("PRAGMA cache_size=-400000")
    with transaction.atomic():
        yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


class Stopwatch:
    """Seconds of the processor, and of the wall, that a block took."""

    def __enter__(self) -> "Stopwatch":
        self._wall, self._cpu = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *error: object) -> None:
        self.cpu = time.process_time() - self._cpu
        self.wall = time.perf_counter() - self._wall


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that `share` of them do not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
