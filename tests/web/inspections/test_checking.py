"""Checks on a paper's evidence: whatever is wrong with it, the verdict is never 符合."""

from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from tests.web.inspections.story import Story

from chahe.web.demo import files
from chahe.web.evidence import storage
from chahe.web.evidence.actions import withdraw
from chahe.web.inspections import check_inputs
from chahe.web.inspections.actions import checking, papers
from chahe.web.inspections.actions import evidence as attaching
from chahe.web.inspections.models import CheckRun
from chahe.web.inspections.readiness import latest_runs
from chahe.web.jobs import make_worker, reap
from chahe.web.journal.models import Entry
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db
GOOD = files.firewall(exposed=False)


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def paper(story):
    return story.plan("7.1").papers.get(path="7.1.b.e")


def run(story, paper, content=GOOD, name="fw.conf", **said):
    evidence = story.evidence(content, kind="firewall_config", name=name, **said)
    attaching.attach_evidence(paper=paper, evidence=evidence, by=story.officer)
    return again(story, paper)


def again(story, paper):
    asked = checking.ask_for_check(
        paper=paper, check_id="firewall_exposure", by=story.officer, enqueue=False
    )
    checking.perform_check(asked.pk)
    return CheckRun.objects.get(pk=asked.pk)


def test_a_clean_configuration_proposes_conforming_where_that_is_the_whole_rule(story, paper):
    paper = paper.inspection.papers.get(path="7.1.b.d")

    done = run(story, paper)

    paper.refresh_from_db()
    assert (done.verdict, paper.proposed) == ("conforming", "conforming")
    assert [(used["name"], used["reader"]) for used in done.inputs] == [("fw.conf", "fortigate")]
    assert done.digest


def test_a_clean_configuration_proposes_nothing_where_the_rule_asks_for_more(story, paper):
    done = run(story, paper)

    paper.refresh_from_db()
    assert (paper.path, done.verdict, paper.proposed) == ("7.1.b.e", "conforming", "")


def test_an_exposed_configuration_names_its_policies_and_cannot_be_signed_away(story, paper):
    done = run(story, paper, files.firewall(exposed=True))

    assert done.verdict == "nonconforming"
    assert {row["policy"] for row in done.rows} == {"7", "8", "9"}
    papers.write_paper(
        paper=paper, by=story.officer, values={"verdict": "conforming", "conclusion": "沒事"}
    )
    with pytest.raises(Refused, match="自動檢測的結果是不符"):
        papers.sign_paper(paper=paper, step="prepare", by=story.officer)


@pytest.mark.parametrize(
    "content",
    [
        GOOD[: len(GOOD) // 2],
        GOOD[:-30],
        GOOD.replace(b"end\n", b""),
        b"config firewall policy\nend\n",
        "config firewall policy\n 編輯".encode("big5"),
        b"SamAccountName,Enabled\n=cmd|' /C calc'!A0,True\n",
        b"\xef\xbb\xbf",
        b"hello\n",
    ],
    ids=["half", "tail cut", "no ends", "no policies", "Big5", "formula", "mark alone", "prose"],
)
def test_what_cannot_be_read_whole_is_insufficient(story, paper, content):
    done = run(story, paper, content, name="fw.txt")

    assert done.verdict == "insufficient"
    assert done.reason


def test_without_any_evidence_is_insufficient(story, paper):
    assert again(story, paper).verdict == "insufficient"


def test_evidence_from_before_the_period_is_insufficient(story, paper):
    done = run(story, paper, collected_on=paper.inspection.period_start.replace(year=2024))

    assert done.verdict == "insufficient"
    assert "早於本期" in done.reason


def test_withdrawn_evidence_is_insufficient(story, paper):
    run(story, paper)
    withdraw(paper.attachments.get().evidence, by=story.officer, reason="拿錯設備")

    assert again(story, paper).verdict == "insufficient"


def test_damaged_evidence_is_insufficient(story, paper):
    run(story, paper)
    place = Path(storage.path_of(paper.attachments.get().evidence.blob_id))
    place.chmod(0o600)
    place.write_bytes(place.read_bytes().replace(b"443", b"444", 1))

    done = again(story, paper)

    assert done.verdict == "insufficient"
    assert "與收到時不同" in done.reason


def test_a_check_that_breaks_is_insufficient(story, paper, monkeypatch):
    def broken(*_, **__):
        raise KeyError("surprise")

    monkeypatch.setattr("chahe.checks._model.Check.run", broken)

    done = run(story, paper)

    assert done.verdict == "insufficient"
    assert "KeyError" in done.reason


def test_one_bad_file_beside_a_good_one_is_insufficient(story, paper):
    run(story, paper)
    done = run(story, paper, GOOD[: len(GOOD) // 2], name="other.conf")

    assert done.verdict == "insufficient"
    assert "other.conf" in done.reason


def test_a_check_is_not_run_twice_at_once_nor_on_a_signed_paper(story, paper):
    checking.ask_for_check(
        paper=paper, check_id="firewall_exposure", by=story.officer, enqueue=False
    )
    with pytest.raises(Refused, match="正在執行"):
        checking.ask_for_check(paper=paper, check_id="firewall_exposure", by=story.officer)
    with pytest.raises(Refused, match="不適用"):
        checking.ask_for_check(paper=paper, check_id="account_review", by=story.officer)


def queued(story, paper):
    evidence = story.evidence(GOOD, kind="firewall_config", name="fw.conf")
    attaching.attach_evidence(paper=paper, evidence=evidence, by=story.officer)
    return checking.ask_for_check(
        paper=paper, check_id="firewall_exposure", by=story.officer, enqueue=False
    )


def test_a_cancelled_check_says_nothing_and_what_was_said_before_stands(story, paper):
    before = run(story, paper, files.firewall(exposed=True))
    asked = checking.ask_for_check(
        paper=paper, check_id="firewall_exposure", by=story.officer, enqueue=False
    )

    checking.cancel_check(run=asked, by=story.officer)
    checking.perform_check(asked.pk)

    cancelled = CheckRun.objects.get(pk=asked.pk)
    assert (cancelled.state, cancelled.verdict, cancelled.rows) == ("cancelled", "", [])
    assert latest_runs(paper)["firewall_exposure"].pk == before.pk
    entries = Entry.objects.filter(subject=f"check_run:{asked.pk}").order_by("seq")
    assert [entry.act for entry in entries] == ["check.asked", "check.cancelled"]


def test_a_check_cancelled_while_it_reads_stops_there(story, paper, monkeypatch):
    asked = queued(story, paper)
    read = check_inputs.read_any

    def cancelling(source):
        checking.cancel_check(run=asked, by=story.officer)
        return read(source)

    monkeypatch.setattr(check_inputs, "read_any", cancelling)
    checking.perform_check(asked.pk)

    assert CheckRun.objects.get(pk=asked.pk).state == "cancelled"


def test_what_has_ended_is_neither_cancelled_nor_changed(story, paper):
    done = run(story, paper)
    asked = queued(story, paper)
    checking.cancel_check(run=asked, by=story.officer)

    for ended in (done, asked):
        with pytest.raises(Refused, match="已經結束"):
            checking.cancel_check(run=ended, by=story.officer)
        with pytest.raises(DatabaseError), transaction.atomic():
            CheckRun.objects.filter(pk=ended.pk).update(reason="改過")


def test_a_check_may_be_asked_for_again_after_it_was_cancelled(story, paper):
    checking.cancel_check(run=queued(story, paper), by=story.officer)

    assert again(story, paper).is_done


def test_doing_a_finished_run_again_changes_nothing(story, paper):
    done = run(story, paper)

    checking.perform_check(done.pk)

    assert CheckRun.objects.get(pk=done.pk).digest == done.digest


def test_the_same_inputs_give_the_same_digest(story, paper):
    assert run(story, paper).digest == again(story, paper).digest


def test_a_paper_waits_for_its_checks(story, paper):
    checking.ask_for_check(
        paper=paper, check_id="firewall_exposure", by=story.officer, enqueue=False
    )
    papers.write_paper(
        paper=paper, by=story.officer, values={"verdict": "insufficient", "conclusion": "等檢測"}
    )

    with pytest.raises(Refused, match="還有 1 項自動檢測沒有完成"):
        papers.sign_paper(paper=paper, step="prepare", by=story.officer)


def test_a_worker_does_what_is_queued_and_what_a_dead_one_left(story, paper, monkeypatch):
    # the worker would take the test's transaction for a connection left open, and close it
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    evidence = story.evidence(GOOD, kind="firewall_config", name="fw.conf")
    attaching.attach_evidence(paper=paper, evidence=evidence, by=story.officer)
    asked = checking.ask_for_check(paper=paper, check_id="firewall_exposure", by=story.officer)
    DBTaskResult.objects.update(status="RUNNING", started_at="2020-01-01T00:00:00Z")

    assert reap() == 1
    worker = make_worker("test")
    worker.batch = True
    worker.run()

    assert CheckRun.objects.get(pk=asked.pk).verdict == "conforming"
