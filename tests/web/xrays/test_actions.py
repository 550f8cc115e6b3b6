"""A scan is done in steps, goes on where it stopped, and says what it could not look at."""

import pytest
from django_tasks_db.models import DBTaskResult
from tests.web.inspections.story import Story
from tests.web.xrays.year import JUNE

from chahe.web.demo.clock import clock_at
from chahe.web.inspections.models import WorkingPaper
from chahe.web.jobs import minute_passed
from chahe.web.journal.models import Entry
from chahe.web.xrays import actions, receivers
from chahe.web.xrays.actions import ask_for_scan, perform_scan
from chahe.web.xrays.models import Scan, ScanHit
from chahe.web.xrays.rays import deep_rays
from chahe.web.xrays.tasks import scan_firm
from chahe.workflow import Refused


def asked(year):
    return ask_for_scan(firm=year.firm, by=year.officer, enqueue=False)


def test_a_scan_looks_at_everything_and_is_journalled(year):
    scan = asked(year)

    assert perform_scan(scan.pk)

    scan.refresh_from_db()
    assert not scan.is_live
    assert scan.done == scan.total > 70
    assert set(scan.looked) == {ray.id for ray in deep_rays()}
    assert scan.looked["sealed_mismatch"] == {"self:sealed": 1}
    acts = Entry.objects.filter(subject=f"scan:{scan.pk}").order_by("seq")
    assert [(entry.act, entry.actor) for entry in acts] == [
        ("scan.asked", year.officer.username), ("scan.finished", "system")
    ]  # fmt: skip


def test_a_firm_has_one_scan_at_a_time(year):
    asked(year)

    with pytest.raises(Refused, match="正在檢視"):
        asked(year)


def test_a_finished_scan_does_nothing_again(year):
    scan = year.scan()

    assert perform_scan(scan.pk)
    assert Entry.objects.filter(act="scan.finished").count() == 1


def test_the_next_scan_takes_the_place_of_the_last(year, unguarded):
    WorkingPaper.objects.filter(pk=year.sampled.pk).update(conclusion="改過")
    first = year.scan()
    assert ScanHit.objects.filter(scan=first).count() == 1

    second = year.scan()

    assert list(Scan.objects.all()) == [second]
    assert ScanHit.objects.count() == 1


def test_a_turn_ends_between_two_steps_and_the_next_goes_on(year):
    scan, turns = asked(year), 1
    whole = {ray.id: sum(found.values()) for ray, found in zip_looked(year)}

    while not perform_scan(scan.pk, turn=0):
        turns += 1

    scan.refresh_from_db()
    assert turns > 5
    assert {name: sum(found.values()) for name, found in scan.looked.items()} == whole
    assert scan.done == scan.total


def zip_looked(year):
    """Return each ray with a count of its things, by looking at them at once."""
    searches = [(ray, ray.search(year.firm, year.today)) for ray in deep_rays()]
    return [(ray, {"": len(search.things())}) for ray, search in searches]


def test_a_second_worker_stops_when_the_first_has_gone_on(year):
    scan = asked(year)
    perform_scan(scan.pk, turn=0)
    behind = Scan.objects.select_related("firm").get(pk=scan.pk)
    while not perform_scan(scan.pk, turn=0):
        pass

    assert not actions._advance(behind, reached=1, looked={})
    assert Scan.objects.get(pk=scan.pk).done == Scan.objects.get(pk=scan.pk).total


def test_a_task_that_is_not_done_goes_on_in_another(year, monkeypatch):
    scan = asked(year)
    monkeypatch.setattr("chahe.web.xrays.tasks.perform_scan", lambda pk: False)

    scan_firm.call(scan.pk)

    (task,) = DBTaskResult.objects.all()
    assert task.args_kwargs["args"] == [scan.pk]


@pytest.mark.parametrize("name", ["things", "look"])
def test_a_ray_that_fails_is_said_to_have_failed_and_stops_no_other(year, monkeypatch, name):
    def broken(self, *args):
        raise ValueError("no such thing")

    search = next(ray.search for ray in deep_rays() if ray.id == "rule_left_after_signing")
    monkeypatch.setattr(search, name, broken)

    scan = year.scan()

    assert set(scan.failed) == {"rule_left_after_signing"}
    seen = {each.ray.id: each for each in year.look().every()}
    assert not seen["rule_left_after_signing"].is_known
    assert "錯誤" in seen["rule_left_after_signing"].why_not
    assert seen["sealed_mismatch"].found == 0
    last = Entry.objects.get(act="scan.finished")
    assert "rule_left_after_signing" in last.text


@pytest.fixture
def night(monkeypatch):
    monkeypatch.setattr(receivers, "_asked", [])


def test_every_firm_is_scanned_once_a_night(year, night):
    Story("9999")
    year.scan()
    with clock_at(JUNE.replace(day=11), hour=1):
        minute_passed.send(None)
        assert Scan.objects.filter(finished_at=None).count() == 0
    with clock_at(JUNE.replace(day=11), hour=3):
        minute_passed.send(None)
        receivers._asked.clear()  # another process
        minute_passed.send(None)

    waiting = Scan.objects.filter(finished_at=None)
    assert {scan.firm.code for scan in waiting} == {"8888", "9999"}
    assert {scan.asked_by for scan in waiting} == {None}
