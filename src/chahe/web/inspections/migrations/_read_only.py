"""Make and drop the triggers that keep signed records read-only (docs/adr/0006).

SQLite rebuilds a table that is altered and loses its triggers, and cannot rename it while a trigger
of another table names it: a migration that alters one drops all of them first, and makes them again.
"""

WHY = "a signed record is read-only"


def name_of(table, event):
    return f"{table}_{event.lower()}_refused"


def drop(schema_editor, rules):
    """Drop the triggers of some rules: (table, event, condition)."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    for table, event, condition in rules:
        name = name_of(table, event)
        schema_editor.execute(f"DROP TRIGGER {name}" + ("" if sqlite else f" ON {table}"))
        if not sqlite and "SELECT" in condition:
            schema_editor.execute(f"DROP FUNCTION {name}()")


def make(schema_editor, rules):
    """Make the triggers of some rules; `chahe_read_only` of 0002 is there already."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    for table, event, condition in rules:
        name = name_of(table, event)
        if sqlite:
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{WHY}'); END"
            )
            continue
        called = "chahe_read_only"
        if "SELECT" in condition:  # PostgreSQL's WHEN takes no query
            called, row = name, "OLD" if event == "DELETE" else "NEW"
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN IF {condition} THEN RAISE EXCEPTION '{WHY}' "
                "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                f"RETURN {row}; END $$"
            )
        when = "" if "SELECT" in condition else f"WHEN ({condition}) "
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
            f"FOR EACH ROW {when}EXECUTE FUNCTION {called}()"
        )
