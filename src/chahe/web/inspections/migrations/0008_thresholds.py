"""門檻: what a firm sets is never changed or removed; a run keeps the figures it was run with."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from . import _read_only

_SIGNED = (
    "(SELECT paper.state = 'approved' OR whole.state = 'sealed' FROM inspections_workingpaper paper "
    "JOIN inspections_inspection whole ON whole.id = paper.inspection_id "
    "WHERE paper.id = NEW.paper_id)"
)
_RUNS = [
    ("inspections_checkrun", "INSERT", _SIGNED),
    ("inspections_checkrun", "DELETE", "1 = 1"),
    ("inspections_checkrun", "UPDATE", "OLD.state IN ('done', 'cancelled')"),
]
_THRESHOLDS = [
    ("inspections_threshold", "UPDATE", "1 = 1"),
    ("inspections_threshold", "DELETE", "1 = 1"),
]


def drop_triggers(apps, schema_editor):
    _read_only.drop(schema_editor, _RUNS)


def make_triggers(apps, schema_editor):
    _read_only.make(schema_editor, [*_RUNS, *_THRESHOLDS])


class Migration(migrations.Migration):
    dependencies = [
        ("firms", "0002_held_for_a_time"),
        ("inspections", "0007_exemption"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RunPython(drop_triggers, elidable=False),
        migrations.AddField(
            model_name="checkrun", name="figures", field=models.JSONField(default=list)
        ),
        migrations.CreateModel(
            name="Threshold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("check_id", models.CharField(max_length=60, verbose_name="檢測")),
                ("parameter", models.CharField(max_length=60, verbose_name="門檻")),
                ("value", models.PositiveIntegerField(blank=True, null=True, verbose_name="數值")),
                ("reason", models.TextField(verbose_name="依據")),
                ("set_at", models.DateTimeField()),
                ("firm", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="thresholds", to="firms.firm")),
                ("set_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "門檻",
                "verbose_name_plural": "門檻",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["firm", "check_id"], name="inspections_firm_id_2b4757_idx")],
                "constraints": [models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="threshold_has_reason")],
            },
        ),
        migrations.RunPython(make_triggers, elidable=False),
    ]
