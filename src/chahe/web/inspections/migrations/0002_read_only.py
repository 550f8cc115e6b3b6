"""What has been signed is read-only: the database refuses, whoever asks."""

from django.db import migrations

WHY = "a signed record is read-only"

# trigger: (table, event, condition on OLD or NEW)
APPROVED = (
    "(SELECT state FROM inspections_workingpaper WHERE id = {row}.paper_id) = 'approved'"
)
SEALED = "(SELECT state FROM inspections_inspection WHERE id = {row}.inspection_id) = 'sealed'"
RULES = [
    ("inspections_inspection", "UPDATE", "OLD.state = 'sealed'"),
    ("inspections_inspection", "DELETE", "1 = 1"),
    ("inspections_workingpaper", "UPDATE", "OLD.state = 'approved'"),
    ("inspections_workingpaper", "DELETE", "1 = 1"),
    ("inspections_workingpaper", "INSERT", SEALED.format(row="NEW")),
    ("inspections_attachment", "INSERT", APPROVED.format(row="NEW")),
    ("inspections_attachment", "UPDATE", "1 = 1"),
    ("inspections_attachment", "DELETE", APPROVED.format(row="OLD")),
    ("inspections_checkrun", "INSERT", APPROVED.format(row="NEW")),
    ("inspections_checkrun", "UPDATE", "OLD.state = 'done'"),
    ("inspections_checkrun", "DELETE", "1 = 1"),
    ("inspections_signature", "UPDATE", "1 = 1"),
    ("inspections_signature", "DELETE", "1 = 1"),
    ("inspections_finding", "UPDATE", "OLD.state IN ('closed', 'withdrawn')"),
    ("inspections_finding", "DELETE", "1 = 1"),
    ("inspections_cureevidence", "UPDATE", "1 = 1"),
    ("inspections_cureevidence", "DELETE", "1 = 1"),
    ("inspections_pack", "UPDATE", "1 = 1"),
    ("inspections_pack", "DELETE", "1 = 1"),
]


def forbid(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    if not sqlite:
        schema_editor.execute(
            "CREATE FUNCTION chahe_read_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{WHY}' USING ERRCODE = 'integrity_constraint_violation'; "
            "END $$"
        )
    for table, event, condition in RULES:
        name = f"{table}_{event.lower()}_refused"
        if sqlite:
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{WHY}'); END"
            )
        elif "SELECT" in condition:  # PostgreSQL's WHEN takes no query
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN IF {condition} THEN RAISE EXCEPTION '{WHY}' "
                "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION chahe_read_only()"
            )


class Migration(migrations.Migration):
    dependencies = [("inspections", "0001_initial")]
    operations = [migrations.RunPython(forbid, elidable=False)]
