"""Entered figures are never changed or removed: the database refuses.

SQLite drops a table's triggers when a later migration rebuilds it: that migration makes them again.
"""

from django.db import migrations

WHY = "entered figures are append-only"
TABLE = "crosswalk_enteredfigure"

SQLITE = [
    f"CREATE TRIGGER {TABLE}_no_{act.lower()} BEFORE {act} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{WHY}'); END"
    for act in ("UPDATE", "DELETE")
]
POSTGRES = [
    "CREATE FUNCTION chahe_figures_kept() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{WHY}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION chahe_figures_kept()",
]


def forbid(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("crosswalk", "0002_enteredfigure")]
    operations = [migrations.RunPython(forbid, elidable=False)]
