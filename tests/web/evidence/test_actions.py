import io
from datetime import date, timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from chahe.web.evidence import actions, storage
from chahe.web.evidence.models import Blob, Custody, Evidence
from chahe.web.evidence.refusals import EvidenceDamaged, Refused, TooBig
from chahe.web.journal.models import Entry

from . import samples
from .test_storage import age, damage, files

pytestmark = pytest.mark.django_db


def rows():
    return Evidence.objects.count() + Blob.objects.count() + Custody.objects.count()


def test_receive_keeps_the_four_times_and_the_bytes(receive, by):
    before = timezone.now()

    evidence = receive(
        period=(date(2025, 1, 1), date(2025, 2, 1)), valid_until=date(2026, 3, 1), title=" 帳號 "
    )

    evidence.refresh_from_db()
    assert (evidence.period_start, evidence.period_last) == (date(2025, 1, 1), date(2025, 1, 31))
    assert evidence.collected_on == date(2025, 3, 1)
    assert before <= evidence.uploaded_at <= timezone.now()
    assert evidence.valid_until == date(2026, 3, 1)
    assert evidence.blob.media_type == "text/csv"
    assert evidence.blob.size == len(samples.CSV)
    with storage.open(evidence.digest) as stream:
        assert stream.read() == samples.CSV


def test_receive_begins_the_chain_of_custody_and_tells_the_journal(receive, by):
    evidence = receive(tool="csvde 10.0", purpose="帳號清查")

    link = evidence.custody.get()
    assert (link.act, link.by, link.where_from) == ("uploaded", by, "資訊部檔案伺服器")
    assert (link.tool, link.purpose) == ("csvde 10.0", "帳號清查")
    entry = Entry.objects.get()
    assert (entry.act, entry.subject) == ("evidence.uploaded", f"evidence:{evidence.pk}")
    assert (entry.after, entry.firm, entry.actor) == (evidence.digest, "8888", "lin")


def test_receive_of_the_same_bytes_twice_is_two_evidences_of_one_blob(receive, settings):
    first, second = receive(), receive(name="副本.csv")

    assert first.pk != second.pk
    assert Blob.objects.get().evidence.count() == 2
    assert len(files(settings, "sha256")) == 1


def test_receive_takes_an_open_file(receive):
    assert receive(io.BytesIO(samples.CSV)).blob.size == len(samples.CSV)


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ({"kind": "no_such_kind"}, "kind"),
        ({"where_from": "  "}, "where_from"),
        ({"tool": "x" * 101}, "tool"),
        ({"title": "a\0b"}, "title"),
        ({"valid_until": date(2025, 2, 28)}, "valid_until"),
        ({"period": (date(2025, 2, 1), date(2025, 2, 1))}, "period"),
        ({"period": (date(2025, 2, 1), date(2025, 1, 1))}, "period"),
        ({"content": b""}, "upload"),
        ({"content": samples.PE}, "upload"),
    ],
)
def test_receive_refuses_and_keeps_nothing(receive, settings, said, about):
    with pytest.raises(Refused) as refused:
        receive(**said)

    assert refused.value.about == about
    assert rows() == 0
    assert files(settings, "") == []


@pytest.mark.parametrize(("ahead", "taken"), [(0, True), (1, True), (2, False), (400, False)])
def test_receive_refuses_evidence_collected_in_the_future(receive, ahead, taken):
    collected_on = timezone.localdate() + timedelta(days=ahead)

    try:
        receive(collected_on=collected_on)
    except Refused as refused:
        assert not taken
        assert (refused.about, "不可在未來" in refused.message) == ("collected_on", True)
    else:
        assert taken


def test_receive_of_too_many_bytes_is_refused(receive, settings):
    settings.EVIDENCE_MAX_BYTES = 3 << 20

    with pytest.raises(TooBig, match="超過上限"):
        receive(io.BytesIO(b"x" * ((3 << 20) + 1)))
    assert files(settings, "") == []


@pytest.mark.parametrize(
    "broken",
    [
        "chahe.web.evidence.models.Blob.objects.get_or_create",
        "chahe.web.evidence.models.Evidence.objects.create",
        "chahe.web.evidence.models.Custody.objects.create",
        "chahe.web.evidence.actions.record",
    ],
)
def test_receive_that_fails_in_the_database_leaves_no_row(receive, settings, monkeypatch, broken):
    def fail(*args, **kwargs):
        raise DatabaseError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(broken, fail)
        with pytest.raises(DatabaseError):
            receive()

    assert rows() + Entry.objects.count() == 0
    assert files(settings, "incoming") == []
    (orphan,) = files(settings, "sha256")
    assert storage.verify(orphan.name)
    assert actions.sweep() == 0
    age(orphan)
    assert actions.sweep() == 1


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_receive_that_cannot_be_placed_is_refused_and_leaves_nothing(
    receive, settings, monkeypatch, step
):
    def fail(*args, **kwargs):
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(step, fail)
        with pytest.raises(Refused, match="無法寫入檔案"):
            receive()

    assert rows() == 0
    assert files(settings, "incoming") + files(settings, "sha256") == []


def test_sweep_leaves_old_files_that_evidence_rests_on(receive):
    evidence = receive()
    age(storage.path_of(evidence.digest))

    assert actions.sweep() == 0
    assert storage.verify(evidence.digest)


def test_withdraw_keeps_everything_and_says_who_and_why(receive, by):
    evidence = receive()

    actions.withdraw(evidence, by=by, reason=" 匯出範圍錯誤 ")

    assert evidence.withdrawn_by == by
    assert evidence.withdrawn_reason == "匯出範圍錯誤"
    assert [link.act for link in evidence.custody.all()] == ["uploaded", "withdrawn"]
    assert Entry.objects.first().act == "evidence.withdrawn"
    assert storage.verify(evidence.digest)


def test_withdraw_twice_or_without_a_reason_is_refused(receive, by):
    evidence = receive()

    with pytest.raises(Refused, match="請填寫撤回理由"):
        actions.withdraw(evidence, by=by, reason=" ")
    actions.withdraw(evidence, by=by, reason="誤傳")
    with pytest.raises(Refused, match="先前已撤回"):
        actions.withdraw(evidence, by=by, reason="再一次")
    assert evidence.withdrawn_reason == "誤傳"


def test_verify_notes_either_answer(receive, by):
    evidence = receive()

    assert actions.verify(evidence, by=by)
    damage(evidence.digest)
    assert not actions.verify(evidence)

    assert [(link.act, link.by, link.purpose) for link in evidence.custody.all()[1:]] == [
        ("verified", by, "重新計算摘要，相符"),
        ("verified", None, "重新計算摘要，不符或檔案遺失"),
    ]


def test_hand_over_gives_the_bytes_and_notes_it(receive, by):
    evidence = receive()

    with actions.hand_over(evidence, by=by) as stream:
        assert stream.read() == samples.CSV
    assert [link.act for link in evidence.custody.all()] == ["uploaded", "downloaded"]


@pytest.mark.parametrize("harm", [damage, lambda digest: storage.path_of(digest).unlink()])
def test_hand_over_of_damaged_bytes_is_refused_and_noted(receive, by, harm):
    evidence = receive()
    harm(evidence.digest)

    with pytest.raises(EvidenceDamaged, match="「帳號"):
        actions.hand_over(evidence, by=by)
    assert [link.act for link in evidence.custody.all()] == ["uploaded", "verified"]
