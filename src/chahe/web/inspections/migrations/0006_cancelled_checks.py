"""A check may be cancelled, and says what it proposes; a run that has ended is read-only."""

from django.db import migrations, models

from . import _read_only

_SIGNED = (
    "(SELECT paper.state = 'approved' OR whole.state = 'sealed' FROM inspections_workingpaper paper "
    "JOIN inspections_inspection whole ON whole.id = paper.inspection_id "
    "WHERE paper.id = NEW.paper_id)"
)
_KEPT = [
    ("inspections_checkrun", "INSERT", _SIGNED),
    ("inspections_checkrun", "DELETE", "1 = 1"),
]
BEFORE = [*_KEPT, ("inspections_checkrun", "UPDATE", "OLD.state = 'done'")]
AFTER = [*_KEPT, ("inspections_checkrun", "UPDATE", "OLD.state IN ('done', 'cancelled')")]


def drop_triggers(apps, schema_editor):
    _read_only.drop(schema_editor, BEFORE)


def make_triggers(apps, schema_editor):
    _read_only.make(schema_editor, AFTER)


class Migration(migrations.Migration):
    dependencies = [("inspections", "0005_year")]
    operations = [
        migrations.RunPython(drop_triggers, elidable=False),
        migrations.AlterField(
            model_name="checkrun",
            name="state",
            field=models.CharField(
                choices=[
                    ("queued", "排隊中"),
                    ("running", "執行中"),
                    ("done", "完成"),
                    ("cancelled", "已取消"),
                ],
                default="queued",
                max_length=10,
                verbose_name="狀態",
            ),
        ),
        migrations.AddField(
            model_name="checkrun",
            name="said",
            field=models.CharField(
                blank=True,
                choices=[
                    ("conforming", "符合"),
                    ("nonconforming", "不符"),
                    ("not_applicable", "不適用"),
                    ("no_occurrence", "未發生"),
                    ("insufficient", "證據不足"),
                ],
                max_length=20,
                verbose_name="對本條的建議",
            ),
        ),
        migrations.RunSQL(
            "UPDATE inspections_checkrun SET said = verdict "
            "WHERE verdict IN ('nonconforming', 'insufficient')",
            migrations.RunSQL.noop,
        ),
        migrations.RemoveConstraint(model_name="checkrun", name="check_run_done_has_verdict"),
        migrations.AddConstraint(
            model_name="checkrun",
            constraint=models.CheckConstraint(
                condition=models.Q(state__in=("queued", "running"))
                | (~models.Q(verdict="") & models.Q(finished_at__isnull=False))
                | models.Q(state="cancelled", verdict="", finished_at__isnull=False),
                name="check_run_done_has_verdict",
            ),
        ),
        migrations.RunPython(make_triggers, elidable=False),
    ]
