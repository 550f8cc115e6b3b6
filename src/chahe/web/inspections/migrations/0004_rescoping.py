"""A paper keeps its own edition, and the days it entered or left the firm's scope.

Both tables are rebuilt on SQLite, so their triggers, and those that name them, are dropped and made
again; a paper that left the scope is not approved, so its inspection's seal must hold it too.
"""

import chahe.workflow.paper
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

from . import _read_only

_APPROVED = "(SELECT state FROM inspections_workingpaper WHERE id = {row}.paper_id) = 'approved'"
_SEALED = "(SELECT state FROM inspections_inspection WHERE id = {row}.inspection_id) = 'sealed'"
_SIGNED = (
    "(SELECT paper.state = 'approved' OR whole.state = 'sealed' FROM inspections_workingpaper paper "
    "JOIN inspections_inspection whole ON whole.id = paper.inspection_id "
    "WHERE paper.id = {row}.paper_id)"
)
_BOTH = [
    ("inspections_inspection", "UPDATE", "OLD.state = 'sealed'"),
    ("inspections_inspection", "DELETE", "1 = 1"),
    ("inspections_workingpaper", "DELETE", "1 = 1"),
    ("inspections_workingpaper", "INSERT", _SEALED.format(row="NEW")),
]
BEFORE = [
    *_BOTH,
    ("inspections_workingpaper", "UPDATE", "OLD.state = 'approved'"),
    ("inspections_attachment", "INSERT", _APPROVED.format(row="NEW")),
    ("inspections_attachment", "DELETE", _APPROVED.format(row="OLD")),
    ("inspections_checkrun", "INSERT", _APPROVED.format(row="NEW")),
]
AFTER = [
    *_BOTH,
    (
        "inspections_workingpaper",
        "UPDATE",
        f"OLD.state = 'approved' OR {_SEALED.format(row='OLD')}",
    ),
    ("inspections_attachment", "INSERT", _SIGNED.format(row="NEW")),
    ("inspections_attachment", "DELETE", _SIGNED.format(row="OLD")),
    ("inspections_checkrun", "INSERT", _SIGNED.format(row="NEW")),
]


def drop_triggers(apps, schema_editor):
    _read_only.drop(schema_editor, BEFORE)


def make_triggers(apps, schema_editor):
    _read_only.make(schema_editor, AFTER)


def name_editions(apps, schema_editor):
    """Every paper so far is of its inspection's edition."""
    inspection = apps.get_model("inspections", "Inspection")
    edition = inspection.objects.filter(pk=OuterRef("inspection")).values("edition")
    apps.get_model("inspections", "WorkingPaper").objects.update(edition=Subquery(edition))


class Migration(migrations.Migration):
    dependencies = [("inspections", "0003_papers_by_inspection")]

    operations = [
        migrations.RunPython(drop_triggers, elidable=False),
        migrations.RemoveConstraint(model_name="inspection", name="inspection_once"),
        migrations.RemoveConstraint(model_name="workingpaper", name="paper_once"),
        migrations.RemoveConstraint(model_name="workingpaper", name="paper_signed_is_complete"),
        migrations.AddField(
            model_name="workingpaper",
            name="edition",
            field=models.CharField(default="", max_length=40, verbose_name="版本"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="workingpaper",
            name="entered_on",
            field=models.DateField(blank=True, null=True, verbose_name="納入日"),
        ),
        migrations.AddField(
            model_name="workingpaper",
            name="left_on",
            field=models.DateField(blank=True, null=True, verbose_name="退出日"),
        ),
        migrations.AddField(
            model_name="workingpaper",
            name="left_reason",
            field=models.TextField(blank=True, default="", verbose_name="退出理由"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="workingpaper",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "編製中"),
                    ("prepared", "待覆核"),
                    ("reviewed", "待核定"),
                    ("approved", "已核定"),
                    ("left", "不適用"),
                ],
                default=chahe.workflow.paper.PaperState["DRAFT"],
                max_length=10,
                verbose_name="狀態",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.UniqueConstraint(
                fields=(
                    "firm",
                    "kind",
                    "document",
                    "edition",
                    "section",
                    "period_start",
                    "version",
                ),
                name="inspection_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="workingpaper",
            constraint=models.UniqueConstraint(
                fields=("inspection", "edition", "path", "subject"), name="paper_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="workingpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("draft", "left")),
                    models.Q(
                        models.Q(("verdict", ""), _negated=True),
                        models.Q(("digest", ""), _negated=True),
                        models.Q(("conclusion", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="paper_signed_is_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="workingpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("left_on__isnull", False),
                        ("state", "left"),
                        ("verdict", "not_applicable"),
                        models.Q(("left_reason", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "left"), _negated=True),
                        ("left_on", None),
                        ("left_reason", ""),
                    ),
                    _connector="OR",
                ),
                name="paper_left_says_why",
            ),
        ),
        migrations.RunPython(name_editions, elidable=False),
        migrations.RunPython(make_triggers, elidable=False),
    ]
