"""A year without contradictions, and a database that lets anything be written.

To live the year takes half a second and hundreds of tests begin with it, so it is lived once, in a
transaction that stays open while this folder is tested. Each test gets a copy of it and of its
files, in a savepoint of its own; what the year wrote is gone before any other folder's test.
"""

import shutil
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import override_settings
from tests.web.xrays.year import JUNE, Year

from chahe.web.demo.clock import clock_at

GUARDED = ("inspections_", "calendar_", "evidence_", "journal_")


HERE = Path(__file__).parent
_open: list["Lived"] = []  # of this process, while a test of this folder comes next
_ending: list["Lived"] = []


@dataclass
class Lived:
    year: Year
    home: Path
    held: object
    blocker: object

    def end(self):
        transaction.set_rollback(True)
        self.held.__exit__(None, None, None)
        self.blocker.restore()


def pytest_runtest_teardown(item, nextitem):
    """Take the year back before a test of another folder."""
    if _open and (nextitem is None or HERE not in nextitem.path.parents):
        _ending.append(_open.pop())


def pytest_runtest_logfinish(nodeid, location):
    """End it once the last test's own savepoint is gone."""
    while _ending:
        _ending.pop().end()


@pytest.fixture(scope="session")
def _lived(django_db_setup, django_db_blocker, tmp_path_factory):
    """Live the year, before the first test that asks for it begins its own savepoint."""
    home = tmp_path_factory.mktemp("year")
    django_db_blocker.unblock()
    held = transaction.atomic()
    held.__enter__()
    with override_settings(**_storage(home)), clock_at(JUNE, hour=8):
        _open.append(Lived(Year(), home, held, django_db_blocker))


@pytest.fixture(autouse=True)
def _own_storage(_lived, settings, tmp_path):
    """Give every test its own copy of the year's files."""
    home = tmp_path / "home"
    if _open:
        shutil.copytree(_open[0].home, home)
    for name, path in _storage(home).items():
        setattr(settings, name, path)


def _storage(home):
    return {
        "EVIDENCE_ROOT": home / "evidence",
        "LEDGER_KEY": home / "ledger_key.pem",
        "PACK_ROOT": home / "packs",
    }


@pytest.fixture
def june(db):
    with clock_at(JUNE):
        yield JUNE


@pytest.fixture
def year(june):
    return deepcopy(_open[0].year) if _open else Year()


@pytest.fixture
def unguarded(year):
    """Let the year's rows be written as somebody with the database's own key could.

    Triggers and constraints go with the test's transaction; nothing of it stays.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            yield from _unguarded_sqlite(cursor)
        else:
            yield from _unguarded_postgresql(cursor)


def _unguarded_sqlite(cursor):
    cursor.execute(
        "SELECT type, name, tbl_name FROM sqlite_master WHERE sql IS NOT NULL "
        "AND (type = 'trigger' OR type = 'index' AND sql LIKE 'CREATE UNIQUE%')"
    )
    for sort, name, table in cursor.fetchall():
        if table.startswith(GUARDED):
            cursor.execute(f'DROP {sort.upper()} "{name}"')
    cursor.execute("PRAGMA ignore_check_constraints = ON")
    yield
    cursor.execute("PRAGMA ignore_check_constraints = OFF")


def _unguarded_postgresql(cursor):
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'c'"
    )
    checks = [row for row in cursor.fetchall() if row[0].startswith(GUARDED)]
    for table, name in checks:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'")
    for name, sql in cursor.fetchall():
        if name.startswith("signature_") and " UNIQUE " in sql and " WHERE " in sql:
            cursor.execute(f'DROP INDEX "{name}"')
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    for (table,) in [row for row in cursor.fetchall() if row[0].startswith(GUARDED)]:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
