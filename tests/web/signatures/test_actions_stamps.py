import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.ledger.tsa import ROOT

from chahe.ledger.stamps import head_digest, read_stamp
from chahe.web.jobs import ReapingWorker, minute_passed
from chahe.web.journal.actions import record, sign_head
from chahe.web.journal.models import Entry, Head
from chahe.web.journal.queries import signed_head
from chahe.web.journal.verify import verify_ledger
from chahe.web.signatures import actions_stamps
from chahe.web.signatures import service as client
from chahe.web.signatures.actions_stamps import stamp_head, stamp_pending
from chahe.web.signatures.models import HeadStamp

pytestmark = pytest.mark.django_db


@pytest.fixture
def heads():
    """Sign three heads."""
    made = []
    for number in range(3):
        with transaction.atomic():
            record("thing.done", subject=f"thing:{number}")
        made.append(sign_head())
    return made


def test_every_head_is_stamped_once(service, heads):
    first, second = stamp_pending(), stamp_pending()

    assert (first, second) == (3, 0)
    for head in heads:
        stamp = HeadStamp.objects.get(head=head)
        digest = head_digest(signed_head(head))
        read = read_stamp(bytes(stamp.answer), digest, roots=[ROOT.certificate])
        assert (read.at, read.tsa, read.serial) == (stamp.at, stamp.tsa, stamp.serial)
        assert abs(stamp.at - datetime.now(UTC)) < timedelta(minutes=1)
    assert len(service.asked) == 3


def test_a_stamp_is_journalled_and_the_ledger_stays_whole(service, heads):
    stamp_pending()

    entry = Entry.objects.filter(act="head.stamped").latest("seq")
    said = json.loads(entry.text)["detail"]
    assert entry.subject == f"head:{heads[0].size}"
    assert entry.after == head_digest(signed_head(heads[0])).hex()
    assert said["name"] == "測試時戳服務"
    assert verify_ledger() == []


def test_to_stamp_signs_no_new_head(service, heads):
    stamp_pending()
    stamp_pending()

    assert Head.objects.count() == 3


def test_nothing_is_asked_where_no_service_is_set(heads, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert stamp_pending() == 0


def test_a_service_that_is_down_is_asked_once_a_look(service, heads, caplog):
    service.status = 503

    assert stamp_pending() == 0
    assert len(service.asked) == 1
    assert "was not stamped: 時戳服務沒有回應" in caplog.text


def test_what_failed_is_asked_again_the_next_minute(service, heads):
    service.status = 503
    minute_passed.send(ReapingWorker)
    service.status = 200

    minute_passed.send(ReapingWorker)

    assert HeadStamp.objects.count() == 3


def test_the_newest_is_stamped_first(service, heads, monkeypatch):
    monkeypatch.setattr(actions_stamps, "AT_ONCE", 1)

    stamp_pending()

    assert list(HeadStamp.objects.values_list("head", flat=True)) == [heads[-1].size]


def test_two_processes_keep_one_stamp(service, heads, monkeypatch):
    ask = client.ask

    def slow(*said):
        monkeypatch.setattr(client, "ask", ask)
        assert stamp_head(heads[0])  # the other process, meanwhile
        return ask(*said)

    monkeypatch.setattr(client, "ask", slow)

    assert not stamp_head(heads[0])
    assert HeadStamp.objects.count() == 1
    assert Entry.objects.filter(act="head.stamped").count() == 1


@pytest.mark.parametrize("act", ["update", "delete"])
def test_a_stamp_is_never_changed_or_removed(service, heads, act):
    stamp_pending()
    stamps = HeadStamp.objects.filter(head=heads[0])

    with pytest.raises(DatabaseError), transaction.atomic():
        stamps.update(tsa="別家") if act == "update" else stamps._raw_delete("default")
