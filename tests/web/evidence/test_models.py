from datetime import date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from chahe.web.evidence import actions
from chahe.web.evidence.models import Blob, Evidence

pytestmark = pytest.mark.django_db


def execute(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evidence_blob SET size = 1",
        "DELETE FROM evidence_blob",
        "UPDATE evidence_custody SET purpose = 'x'",
        "DELETE FROM evidence_custody",
        "DELETE FROM evidence_evidence",
        "UPDATE evidence_evidence SET name = 'x'",
        "UPDATE evidence_evidence SET collected_on = '2020-01-01'",
        "UPDATE evidence_evidence SET blob_id = blob_id",
    ],
)
def test_rows_cannot_be_changed_in_the_database(receive, statement):
    receive()

    with pytest.raises(DatabaseError):
        execute(statement)


def test_withdrawal_cannot_be_taken_back_in_the_database(receive, by):
    evidence = receive()
    actions.withdraw(evidence, by=by, reason="誤傳")

    with pytest.raises(DatabaseError):
        execute(
            "UPDATE evidence_evidence SET withdrawn_at = NULL, withdrawn_by_id = NULL, "
            "withdrawn_reason = ''"
        )


@pytest.mark.parametrize(
    "said",
    [
        {"period_start": date(2025, 2, 1), "period_end": date(2025, 2, 1)},
        {"period_start": date(2025, 2, 1)},
        {"period_end": date(2025, 2, 1)},
        {"valid_until": date(2025, 2, 28)},
        {"collected_on": date(2025, 6, 3)},
        {"withdrawn_reason": "沒有人撤回"},
    ],
)
def test_rows_that_make_no_sense_are_refused_by_the_database(firm, by, said):
    blob = Blob.objects.create(
        sha256="a" * 64, size=1, media_type="text/plain", stored_at=timezone.now()
    )
    at = datetime(2025, 6, 1, 23, 59, tzinfo=timezone.get_default_timezone())
    right = {"collected_on": date(2025, 6, 2), "uploaded_at": at, "uploaded_by": by}
    Evidence.objects.create(firm=firm, blob=blob, name="a", kind="contract", **right)

    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(
            firm=firm, blob=blob, name="a", kind="contract", **{**right, **said}
        )


@pytest.mark.parametrize("wrong", [{"sha256": "a" * 63}, {"size": 0}])
def test_blobs_that_make_no_sense_are_refused_by_the_database(wrong):
    right = {"sha256": "a" * 64, "size": 1, "media_type": "a/b", "stored_at": timezone.now()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Blob.objects.create(**{**right, **wrong})
