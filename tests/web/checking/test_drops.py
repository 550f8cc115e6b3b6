"""收件資料夾: what other systems leave is handed in, put on papers and tested; nothing is lost."""

import os
import time

import pytest
from tests.factories import make_user
from tests.web.checking.found import paper_of
from tests.web.inspections.story import Story

from chahe.web.accounts.roles import Role
from chahe.web.checking import drops
from chahe.web.checking.drops import STILL, sweep_drops
from chahe.web.demo import files
from chahe.web.evidence.models import Evidence
from chahe.web.inspections.actions import checking, papers
from chahe.web.inspections.actions import evidence as attaching
from chahe.web.inspections.models import CheckRun
from chahe.web.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(settings, tmp_path, story):
    """Return the drop folder of 示範證券, and have an account hand in what lies there."""
    story.intake = make_user(Role.SECURITY_OFFICER, story.firm, "intake")
    settings.DROP_ROOT, settings.DROP_AS = str(tmp_path / "drop"), "intake"
    (tmp_path / "drop" / "8888").mkdir(parents=True)
    return tmp_path / "drop" / "8888"


def drop(box, content, name="fw.conf", kind="firewall_config", age=2 * STILL):
    path = box / kind / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    then = time.time() - age
    os.utime(path, (then, then))
    return path


def left(box):
    return sorted(str(p.relative_to(box)) for p in box.rglob("*") if p.is_file())


def performed():
    """Run what was asked for, as a worker would."""
    for run in CheckRun.objects.filter(state="queued"):
        checking.perform_check(run.pk)
    return list(CheckRun.objects.order_by("id"))


def test_a_dropped_file_is_on_the_papers_that_wait_for_it_and_tested(story, paper, box):
    drop(box, files.firewall(exposed=True))

    assert sweep_drops() == 1

    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.uploaded_by) == ("firewall_config", story.intake)
    assert paper.attachments.get().evidence == evidence
    runs = [run for run in performed() if run.paper_id == paper.pk]
    assert {run.check_id for run in runs} <= set(paper.checks)
    assert {run.verdict for run in runs if run.check_id == "firewall_exposure"} == {"nonconforming"}
    (name,) = left(box)
    assert name.startswith("received/firewall_config/") and name.endswith("-fw.conf")


def test_a_new_file_of_the_same_name_takes_the_place_of_the_old(story, paper, box):
    drop(box, files.firewall(exposed=True))
    sweep_drops()
    performed()
    drop(box, files.firewall(exposed=False))
    drop(box, files.firewall(exposed=False), "fw-branch.conf")

    sweep_drops()

    attached = [each.evidence for each in paper.attachments.order_by("id")]
    assert sorted(each.name for each in attached) == ["fw-branch.conf", "fw.conf"]
    assert Evidence.objects.filter(name="fw.conf").count() == 2


def test_what_a_person_attached_stays(story, paper, box):
    mine = story.evidence(b"x\n", kind="firewall_config", name="fw.conf")
    attaching.attach_evidence(paper=paper, evidence=mine, by=story.officer)
    drop(box, files.firewall(exposed=False))

    sweep_drops()

    assert paper.attachments.filter(evidence=mine).exists()
    assert paper.attachments.count() == 2


@pytest.mark.parametrize(
    "path",
    [
        ("fw.conf", STILL - 10),
        (".fw.conf", 2 * STILL),
    ],
)
def test_what_is_still_being_written_is_left_alone(box, path):
    name, age = path
    drop(box, b"x", name, age=age)

    assert sweep_drops() == 0
    assert left(box) == [f"firewall_config/{name}"]


def test_a_link_is_never_followed(box, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    (box / "firewall_config").mkdir()
    (box / "firewall_config" / "fw.conf").symlink_to(secret)

    assert sweep_drops() == 0
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("kind", "content", "why"),
    [
        ("holiday_photos", b"x\n", "沒有「holiday_photos」這種佐證"),
        ("firewall_config", b"", "空"),
        ("firewall_config", b"MZ\x90\x00" * 64, "執行"),
    ],
)
def test_what_is_refused_is_kept_with_the_reason(box, kind, content, why):
    drop(box, content, kind=kind)

    assert sweep_drops() == 0

    kept, reason = left(box)
    assert kept.startswith(f"refused/{kind}/") and reason == f"{kept}.txt"
    assert why in (box / reason).read_text("utf-8")
    assert Entry.objects.get(act="drop.refused").firm == "8888"


def test_a_signed_paper_and_another_period_are_left_alone(story, box):
    signed = paper_of(story)
    papers.write_paper(
        paper=signed, by=story.officer, values={"verdict": "insufficient", "conclusion": "缺"}
    )
    papers.sign_paper(paper=signed, step="prepare", by=story.officer)
    drop(box, files.firewall(exposed=False))

    assert sweep_drops() == 1
    assert not signed.attachments.exists()


def test_an_account_that_may_not_hand_in_takes_nothing(story, box, settings, caplog):
    make_user(Role.SIGNATORY, story.firm, "reader")
    drop(box, b"x\n")
    for name in ("reader", "nobody", ""):
        settings.DROP_AS = name
        assert sweep_drops() == 0

    assert left(box) == ["firewall_config/fw.conf"]
    assert "nobody" in caplog.text


def test_another_firms_account_takes_nothing_here(story, box, settings):
    other = Story("9999")
    settings.DROP_AS = other.officer.username
    drop(box, b"x\n")

    assert sweep_drops() == 0
    assert left(box) == ["firewall_config/fw.conf"]


def test_what_a_dead_process_had_claimed_is_taken_again(box, monkeypatch):
    claimed = drop(box, files.firewall(exposed=False), ".taking-4711-fw.conf")
    assert sweep_drops() == 0
    later = claimed.lstat().st_ctime + drops.LONGEST.total_seconds() + 1
    monkeypatch.setattr(drops.time, "time", lambda: later)

    assert sweep_drops() == 1
    assert Evidence.objects.get().name == "fw.conf"


def test_a_file_that_cannot_be_stored_waits(box, monkeypatch):
    def full(**_):
        raise OSError(28, "no space left")

    drop(box, b"x\n")
    monkeypatch.setattr(drops, "take_in", full)

    assert sweep_drops() == 0
    assert left(box) == ["firewall_config/fw.conf"]


def test_without_a_folder_nothing_happens(story, settings):
    settings.DROP_ROOT, settings.DROP_AS = "", "intake"

    assert sweep_drops() == 0
