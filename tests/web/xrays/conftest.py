"""A year without contradictions, and a database that lets anything be written."""

import pytest
from django.db import connection
from tests.web.xrays.year import JUNE, Year

from chahe.web.demo.clock import clock_at

GUARDED = ("inspections_", "calendar_", "evidence_", "journal_")


@pytest.fixture
def june(db):
    with clock_at(JUNE):
        yield JUNE


@pytest.fixture
def year(june):
    return Year()


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
