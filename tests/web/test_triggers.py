"""The database itself refuses to change what has been signed or journalled.

Django rebuilds a SQLite table to alter it and drops its triggers: a migration that does must make
them again, and this fails until it has (docs/adr/0006).
"""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

GUARDED = {
    "rulebooks_officialfile", "rulebooks_importededition", "rulebooks_proposedrule",
    "rulebooks_boundtext",
    "crosswalk_enteredfigure",
    "journal_entry", "journal_node", "journal_head",
    "signatures_signedreport", "signatures_headstamp",
    "evidence_blob", "evidence_evidence", "evidence_custody",
    "inspections_inspection", "inspections_workingpaper", "inspections_attachment",
    "inspections_checkrun", "inspections_signature", "inspections_finding",
    "inspections_cureevidence", "inspections_pack",
    "inspections_sampling", "inspections_sampleitem", "inspections_itemmark",
    "inspections_stepresult", "inspections_reviewnote", "inspections_crossreference",
    "inspections_carriedover", "inspections_extension", "inspections_riskacceptance",
    "inspections_progress", "inspections_followup", "inspections_deductionscheme",
    "inspections_requestfile", "inspections_campaign", "inspections_exemption",
    "inspections_threshold",
    "calendar_adjustment", "calendar_event", "calendar_planitem", "calendar_siteworkingdays",
    "calendar_yearplan",
    "engagements_engagement", "engagements_engagementinspection", "engagements_engagementperson",
    "engagements_assessmentreport", "engagements_reportsignature", "engagements_reportfile",
    "engagements_tradingstop", "engagements_engagementstop", "engagements_reopeningoverride",
    "engagements_certifiedreport",
}  # fmt: skip


def triggers():
    """Return how many triggers each table has."""
    if connection.vendor == "sqlite":
        sql = "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' GROUP BY 1"
    else:
        sql = (
            "SELECT tgrelid::regclass::text, count(*) FROM pg_trigger "
            "WHERE NOT tgisinternal GROUP BY 1"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return dict(cursor.fetchall())


def test_every_guarded_table_has_its_triggers():
    found = triggers()
    assert set(found) == GUARDED
    assert found["inspections_workingpaper"] == 3
    assert found["inspections_signature"] == 2
