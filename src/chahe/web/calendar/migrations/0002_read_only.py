"""What was noted, decided or planned is kept: the database refuses to change or remove it.

`make` is that of inspections, whose 0002 made the function it calls on PostgreSQL.
"""

from django.db import migrations

from chahe.web.inspections.migrations import _read_only

RULES = [
    ("calendar_adjustment", "UPDATE", "OLD.granted IS NOT NULL"),
    ("calendar_adjustment", "DELETE", "1 = 1"),
    ("calendar_event", "UPDATE", "1 = 1"),
    ("calendar_event", "DELETE", "1 = 1"),
    ("calendar_planitem", "DELETE", "1 = 1"),
    ("calendar_siteworkingdays", "UPDATE", "1 = 1"),
    ("calendar_siteworkingdays", "DELETE", "1 = 1"),
    ("calendar_yearplan", "DELETE", "1 = 1"),
]


def forbid(apps, schema_editor):
    _read_only.make(schema_editor, RULES)


class Migration(migrations.Migration):
    dependencies = [
        ("calendar", "0001_initial"),
        ("inspections", "0002_read_only"),
    ]
    operations = [migrations.RunPython(forbid, elidable=False)]
