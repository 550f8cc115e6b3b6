"""A check that was asked for always ends: whatever happens to it, or to who runs it."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from tests.web.inspections.story import Story

from chahe.web import jobs
from chahe.web.demo.files import firewall
from chahe.web.evidence import storage
from chahe.web.inspections.actions import checking
from chahe.web.inspections.actions.evidence import attach_evidence
from chahe.web.inspections.models import CheckRun

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "evidence"


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch):
    """The worker takes a test's transaction for a connection left open, and would close it."""
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)


@pytest.fixture
def asked():
    story = Story()
    paper = next(p for p in story.plan("7.1").papers.all() if "firewall_exposure" in p.checks)
    backup = story.evidence(firewall(exposed=False), kind="firewall_config", name="fw.conf")
    attach_evidence(paper=paper, evidence=backup, by=story.officer)
    return checking.ask_for_check(paper=paper, check_id="firewall_exposure", by=story.officer)


def work_once():
    worker = jobs.make_worker("test")
    worker.batch = True
    worker.run()


def break_storage(monkeypatch, error):
    def fail(digest):
        raise error

    monkeypatch.setattr(storage, "open", fail)
    monkeypatch.setattr(storage, "verify", lambda digest: True)


@pytest.mark.parametrize("error", [OSError("disk"), MemoryError(), AttributeError("reader")])
def test_check_that_fails_ends_as_insufficient(asked, monkeypatch, error):
    break_storage(monkeypatch, error)

    checking.perform_check(asked.pk)

    run = CheckRun.objects.get()
    assert (run.state, run.verdict) == ("done", "insufficient")
    assert type(error).__name__ in run.reason


def test_check_that_loses_the_database_is_run_again(asked, monkeypatch):
    with monkeypatch.context() as broken:
        break_storage(broken, OperationalError("database is locked"))
        work_once()
    assert DBTaskResult.objects.get().status == "FAILED"
    assert CheckRun.objects.get().is_live

    assert jobs.reap() == 1
    work_once()

    assert CheckRun.objects.get().state == "done"


def test_reap_takes_only_what_belongs_to_nobody(asked):
    task = DBTaskResult.objects.get()
    task.claim("another")
    assert jobs.reap() == 0

    DBTaskResult.objects.update(started_at=timezone.now() - jobs.LONGEST - timedelta(seconds=1))
    assert jobs.reap() == 1

    assert (DBTaskResult.objects.get().status, jobs.reap()) == ("READY", 0)


def test_reap_leaves_what_ended(asked):
    work_once()
    ended = DBTaskResult.objects.get().finished_at

    assert jobs.reap(longer_than=jobs.NONE) == 0

    assert DBTaskResult.objects.get().finished_at == ended
    assert CheckRun.objects.get().state == "done"
