"""Blobs and custody are never changed or removed; of evidence only its withdrawal is ever written,
once; and none is collected later than the day after it was uploaded, in Taipei.

SQLite drops a table's triggers when a later migration rebuilds it: that migration makes them again.
"""

from django.db import migrations

WHY = "evidence is never changed or removed"
FUTURE = "evidence is not collected in the future"
CONTENT = (
    "id", "firm_id", "blob_id", "name", "kind", "title", "period_start", "period_end",
    "collected_on", "uploaded_at", "valid_until", "uploaded_by_id",
)  # fmt: skip
APPEND_ONLY = ("evidence_blob", "evidence_custody")
TABLE = "evidence_evidence"

SQLITE = [
    *(
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{WHY}'); END"
        for table in APPEND_ONLY
        for act in ("UPDATE", "DELETE")
    ),
    f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{WHY}'); END",
    f"CREATE TRIGGER {TABLE}_content BEFORE UPDATE OF {', '.join(CONTENT)} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{WHY}'); END",
    f"CREATE TRIGGER {TABLE}_withdrawn BEFORE UPDATE ON {TABLE} WHEN OLD.withdrawn_at IS NOT NULL "
    f"BEGIN SELECT RAISE(ABORT, '{WHY}'); END",
    # days are kept as text and instants as text in UTC: eight hours to Taipei, a day of grace
    f"CREATE TRIGGER {TABLE}_future BEFORE INSERT ON {TABLE} "
    "WHEN date(NEW.collected_on) > date(NEW.uploaded_at, '+32 hours') "
    f"BEGIN SELECT RAISE(ABORT, '{FUTURE}'); END",
]

_RAISE = "RAISE EXCEPTION '{}' USING ERRCODE = 'integrity_constraint_violation';"
POSTGRES = [
    "CREATE FUNCTION chahe_evidence_kept() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN {_RAISE.format(WHY)} END $$",
    "CREATE FUNCTION chahe_evidence_dated() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN IF NEW.collected_on > (NEW.uploaded_at AT TIME ZONE 'Asia/Taipei')::date + 1 "
    f"THEN {_RAISE.format(FUTURE)} END IF; RETURN NEW; END $$",
    *(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION chahe_evidence_kept()"
        for table in APPEND_ONLY
    ),
    f"CREATE TRIGGER {TABLE}_content BEFORE DELETE OR UPDATE OF {', '.join(CONTENT)} ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION chahe_evidence_kept()",
    f"CREATE TRIGGER {TABLE}_withdrawn BEFORE UPDATE ON {TABLE} FOR EACH ROW "
    "WHEN (OLD.withdrawn_at IS NOT NULL) EXECUTE FUNCTION chahe_evidence_kept()",
    f"CREATE TRIGGER {TABLE}_future BEFORE INSERT ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION chahe_evidence_dated()",
]


def forbid(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]
    operations = [migrations.RunPython(forbid, elidable=False)]
