"""Copy one invented firm's rows to every other firm, in SQL.

A copy's ids are `most + (id - 1) × copies + copy`, so that the rows of the copies lie among each
other on the disk as they would in a market at work, and no page finds its own beside one another.
"""

from typing import Any

# table → its columns that are ids of a table here; its own `id` is understood
TABLES = {
    "inspections_inspection": {},
    "inspections_workingpaper": {"inspection_id": "inspections_inspection"},
    "evidence_blob": {},
    "evidence_evidence": {},
    "evidence_custody": {"evidence_id": "evidence_evidence"},
    "inspections_attachment": {
        "paper_id": "inspections_workingpaper",
        "evidence_id": "evidence_evidence",
    },
    "inspections_checkrun": {"paper_id": "inspections_workingpaper"},
    "inspections_finding": {"paper_id": "inspections_workingpaper"},
    "inspections_signature": {"paper_id": "inspections_workingpaper"},
    "inspections_request": {"inspection_id": "inspections_inspection"},
    "inspections_pack": {"inspection_id": "inspections_inspection"},
}
NOUNS = {
    "inspection": "inspections_inspection",
    "paper": "inspections_workingpaper",
    "evidence": "evidence_evidence",
    "check_run": "inspections_checkrun",
    "finding": "inspections_finding",
}


class Copies:
    """`people` follow each other firm by firm, as many in each."""

    def __init__(self, copies: int, people: int) -> None:
        self.copies, self.people, self.most = copies, people, {}

    def make(self) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"SELECT max(rowid) FROM {table}")
                self.most[table] = cursor.fetchone()[0] or 0
            for table in TABLES:
                self._copy(cursor, table)

    def id_of(self, noun: str, number: int, copy: int) -> int:
        """Return the id of a firm's own copy of a thing; the first firm's is the thing itself."""
        return self.most[NOUNS[noun]] + (number - 1) * self.copies + copy if copy else number

    def _copy(self, cursor: Any, table: str) -> None:
        cursor.execute(f"SELECT name FROM pragma_table_info('{table}')")
        columns = [name for (name,) in cursor.fetchall()]
        values = ", ".join(self._value(table, column) for column in columns)
        names = ", ".join(f'"{column}"' for column in columns)
        cursor.execute(
            "WITH RECURSIVE copy(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM copy WHERE k < "
            f"{self.copies}) INSERT INTO {table} ({names}) SELECT {values} "
            f"FROM (SELECT * FROM {table} ORDER BY rowid) AS made CROSS JOIN copy"
            if self.copies
            else "SELECT 1"
        )

    def _value(self, table: str, column: str) -> str:
        name = f'made."{column}"'
        of = table if column == "id" else TABLES[table].get(column, "")
        if of:
            return f"{self.most[of]} + ({name} - 1) * {self.copies} + k"
        if column == "firm_id":
            return f"{name} + k"
        if column in ("sha256", "blob_id"):
            return f"substr({name}, 9) || printf('%08x', k)"
        if column.endswith("_by_id") or column in ("by_id", "owner_id", "signer_id", "asked_of_id"):
            return f"{name} + k * {self.people}"
        return name
