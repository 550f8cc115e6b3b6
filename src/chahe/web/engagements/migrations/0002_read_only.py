"""What was engaged, signed, issued or noted is kept: the database refuses to change or remove it.

`make` is that of inspections, whose 0002 made the function it calls on PostgreSQL.
"""

from django.db import migrations

from chahe.web.inspections.migrations import _read_only

_PROPOSED = (
    "NOT EXISTS (SELECT 1 FROM engagements_assessmentreport r "
    "WHERE r.id = NEW.report_id AND r.state = '{}')"
)
RULES = [
    ("engagements_engagement", "DELETE", "1 = 1"),
    (
        "engagements_engagement",
        "UPDATE",
        "OLD.state = 'cancelled' OR OLD.state = 'issued' AND NEW.state <> 'open' "
        "OR NEW.firm_id <> OLD.firm_id OR NEW.number <> OLD.number OR NEW.kind <> OLD.kind "
        "OR NEW.due_on <> OLD.due_on OR NEW.period_start <> OLD.period_start "
        "OR NEW.period_end <> OLD.period_end",
    ),
    ("engagements_engagementinspection", "UPDATE", "1 = 1"),
    ("engagements_engagementinspection", "DELETE", "1 = 1"),
    ("engagements_engagementperson", "DELETE", "1 = 1"),
    (
        "engagements_engagementperson",
        "UPDATE",
        "OLD.removed_at IS NOT NULL OR NEW.user_id <> OLD.user_id "
        "OR NEW.engagement_id <> OLD.engagement_id OR NEW.since <> OLD.since "
        "OR NEW.certificate <> OLD.certificate",
    ),
    ("engagements_assessmentreport", "DELETE", "1 = 1"),
    (
        "engagements_assessmentreport",
        "UPDATE",
        "OLD.state <> 'proposed' OR NEW.digest <> OLD.digest OR NEW.record <> OLD.record "
        "OR NEW.opinion <> OLD.opinion OR NEW.why <> OLD.why",
    ),
    ("engagements_reportsignature", "INSERT", _PROPOSED.format("proposed")),
    ("engagements_reportsignature", "UPDATE", "1 = 1"),
    ("engagements_reportsignature", "DELETE", "1 = 1"),
    ("engagements_reportfile", "INSERT", _PROPOSED.format("issued")),
    ("engagements_reportfile", "UPDATE", "1 = 1"),
    ("engagements_reportfile", "DELETE", "1 = 1"),
    ("engagements_tradingstop", "DELETE", "1 = 1"),
    (
        "engagements_tradingstop",
        "UPDATE",
        "OLD.resumed_on IS NOT NULL OR NEW.stopped_on <> OLD.stopped_on "
        "OR NEW.cause <> OLD.cause OR NEW.source <> OLD.source",
    ),
    ("engagements_engagementstop", "UPDATE", "1 = 1"),
    ("engagements_engagementstop", "DELETE", "1 = 1"),
    ("engagements_reopeningoverride", "DELETE", "1 = 1"),
    (
        "engagements_reopeningoverride",
        "UPDATE",
        "OLD.granted IS NOT NULL OR NEW.reason <> OLD.reason OR NEW.asked_by_id <> OLD.asked_by_id",
    ),
]


def forbid(apps, schema_editor):
    _read_only.make(schema_editor, RULES)


class Migration(migrations.Migration):
    dependencies = [
        ("engagements", "0001_initial"),
        ("inspections", "0002_read_only"),
    ]
    operations = [migrations.RunPython(forbid, elidable=False)]
