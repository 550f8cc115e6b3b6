"""What was signed and what was stamped is never changed or removed: the database refuses.

SQLite drops a table's triggers when a later migration rebuilds it: that migration makes them again.
"""

from django.db import migrations

WHY = "what was signed or stamped is append-only"
TABLES = ("signatures_signedreport", "signatures_headstamp")

SQLITE = [
    f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{WHY}'); END"
    for table in TABLES
    for act in ("UPDATE", "DELETE")
]
POSTGRES = [
    "CREATE FUNCTION chahe_signatures_kept() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{WHY}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    *(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION chahe_signatures_kept()"
        for table in TABLES
    ),
]


def forbid(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("signatures", "0001_initial")]
    operations = [migrations.RunPython(forbid, elidable=False)]
