"""Files and bound texts are never changed or removed; an import and its proposals only while it is
open, but for the withdrawal of one that is confirmed: the database refuses.

SQLite drops a table's triggers when a later migration rebuilds it: that migration makes them again.
"""

from django.db import migrations

WHY = "what was imported and decided is not changed"
IMPORT, RULE = "rulebooks_importededition", "rulebooks_proposedrule"
APPEND_ONLY = ("rulebooks_officialfile", "rulebooks_boundtext")
CONTENT = (
    "id", "file_id", "document", "edition", "title", "body", "base", "label", "partial", "only_text",
    "read", "made_by_id", "made_at",
)  # fmt: skip
CONFIRMED = ("confirmed_by_id", "confirmed_at", "book", "digest")
CLOSED = f"(SELECT state FROM {IMPORT} WHERE id = {{row}}.imported_id) <> 'proposed'"

SQLITE = [
    *(
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{WHY}'); END"
        for table in APPEND_ONLY
        for act in ("UPDATE", "DELETE")
    ),
    f"CREATE TRIGGER {IMPORT}_no_delete BEFORE DELETE ON {IMPORT} "
    f"BEGIN SELECT RAISE(ABORT, '{WHY}'); END",
    f"CREATE TRIGGER {IMPORT}_content BEFORE UPDATE OF {', '.join(CONTENT)} ON {IMPORT} "
    f"BEGIN SELECT RAISE(ABORT, '{WHY}'); END",
    f"CREATE TRIGGER {IMPORT}_confirmed BEFORE UPDATE OF {', '.join(CONFIRMED)} ON {IMPORT} "
    f"WHEN OLD.state <> 'proposed' BEGIN SELECT RAISE(ABORT, '{WHY}'); END",
    f"CREATE TRIGGER {IMPORT}_state BEFORE UPDATE ON {IMPORT} "
    "WHEN OLD.state = 'withdrawn' OR OLD.state = 'in_force' AND NEW.state <> 'withdrawn' "
    f"BEGIN SELECT RAISE(ABORT, '{WHY}'); END",
    *(
        f"CREATE TRIGGER {RULE}_{act.lower()} BEFORE {act} ON {RULE} "
        f"WHEN {CLOSED.format(row='NEW' if act == 'INSERT' else 'OLD')} "
        f"BEGIN SELECT RAISE(ABORT, '{WHY}'); END"
        for act in ("INSERT", "UPDATE", "DELETE")
    ),
]

_RAISE = f"RAISE EXCEPTION '{WHY}' USING ERRCODE = 'integrity_constraint_violation';"
POSTGRES = [
    "CREATE FUNCTION chahe_imported_kept() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN {_RAISE} END $$",
    "CREATE FUNCTION chahe_proposal_open() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN IF TG_OP = 'INSERT' THEN IF {CLOSED.format(row='NEW')} THEN {_RAISE} END IF; "
    f"RETURN NEW; END IF; IF {CLOSED.format(row='OLD')} THEN {_RAISE} END IF; "
    "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
    *(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION chahe_imported_kept()"
        for table in APPEND_ONLY
    ),
    f"CREATE TRIGGER {IMPORT}_content BEFORE DELETE OR UPDATE OF {', '.join(CONTENT)} ON {IMPORT} "
    "FOR EACH ROW EXECUTE FUNCTION chahe_imported_kept()",
    f"CREATE TRIGGER {IMPORT}_confirmed BEFORE UPDATE OF {', '.join(CONFIRMED)} ON {IMPORT} "
    "FOR EACH ROW WHEN (OLD.state <> 'proposed') EXECUTE FUNCTION chahe_imported_kept()",
    f"CREATE TRIGGER {IMPORT}_state BEFORE UPDATE ON {IMPORT} FOR EACH ROW "
    "WHEN (OLD.state = 'withdrawn' OR OLD.state = 'in_force' AND NEW.state <> 'withdrawn') "
    "EXECUTE FUNCTION chahe_imported_kept()",
    f"CREATE TRIGGER {RULE}_open BEFORE INSERT OR UPDATE OR DELETE ON {RULE} "
    "FOR EACH ROW EXECUTE FUNCTION chahe_proposal_open()",
]


def forbid(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("rulebooks", "0001_initial")]
    operations = [migrations.RunPython(forbid, elidable=False)]
