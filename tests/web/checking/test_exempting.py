"""例外核准: asked by one, decided by another; the check's verdict never changes."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.web.checking.found import ask, grant, paper_of, run_on

from chahe.checks import identity
from chahe.deadlines import days_after
from chahe.web.demo.clock import clock_at
from chahe.web.inspections.actions import papers
from chahe.web.inspections.models import CheckRun, Exemption
from chahe.web.inspections.queries_exemptions import Standing
from chahe.web.inspections.record import inspection_record
from chahe.web.journal.models import Entry
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db


def may_stand(story, run):
    standing = Standing([run], story.firm)
    return [bool(standing.of(run, row)) for row in run.rows]


def test_only_what_was_granted_may_stand_and_the_verdict_stays(story, run):
    asked = ask(story, run)
    assert not any(may_stand(story, run))

    grant(story, asked)

    assert may_stand(story, run) == [True] + [False] * (len(run.rows) - 1)
    assert CheckRun.objects.get(pk=run.pk).verdict == "nonconforming"
    run.paper.refresh_from_db()
    assert run.paper.proposed == "nonconforming"
    papers.write_paper(
        paper=run.paper, by=story.officer, values={"verdict": "conforming", "conclusion": "已核准"}
    )
    with pytest.raises(Refused, match="自動檢測的結果是不符"):
        papers.sign_paper(paper=run.paper, step="prepare", by=story.officer)


def test_what_was_refused_or_has_ended_may_not_stand(story, run):
    grant(story, ask(story, run), granted=False)
    grant(story, ask(story, run, at=1, days=0))
    later = CheckRun(check_id=run.check_id, on=days_after(run.on, 40), rows=run.rows)

    assert not may_stand(story, run)[0]
    assert not any(may_stand(story, later))


def test_the_same_exception_in_a_later_month_may_stand_too(story, run):
    grant(story, ask(story, run, days=400))
    month = days_after(story.today, 32)
    with clock_at(month):
        story.today = month
        later = run_on(story, paper_of(story, on=month))

    assert may_stand(story, later)[0]


def test_the_paper_shows_both(story, run):
    grant(story, ask(story, run))

    told = next(p for p in inspection_record(run.paper.inspection).papers if p.checks)
    (check,) = told.checks
    assert check.verdict.label == "不符"
    assert len(check.exempted) == len(check.rows) > 1
    assert check.exempted[0].startswith("核准至") and not any(check.exempted[1:])


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"key": "0" * 64}, "沒有這一項"),
        ({"days": -1}, "還沒到的截止日"),
        ({"reason": " "}, "請寫明"),
    ],
)
def test_what_cannot_be_asked(story, run, said, why):
    from chahe.web.inspections.actions.exempting import ask_exemption

    until = days_after(story.today, said.pop("days", 3))
    asked = {"key": identity(run.rows[0]), "reason": "汰換中", "until": until, **said}
    with pytest.raises(Refused, match=why):
        ask_exemption(run=run, by=story.officer, **asked)
    assert not Exemption.objects.exists()


def test_one_waits_at_a_time_and_another_may_be_asked_after(story, run):
    asked = ask(story, run)
    with pytest.raises(Refused, match="等待核定"):
        ask(story, run)
    ask(story, run, at=1)
    grant(story, asked, granted=False)

    ask(story, run)

    assert Exemption.objects.count() == 3


def test_nobody_decides_their_own_nor_twice_nor_until_a_day_gone_by(story, run):
    own = ask(story, run, by=story.ciso)
    with pytest.raises(Refused, match="不能核定自己的申請"):
        grant(story, own)
    asked = grant(story, ask(story, run, at=1))
    with pytest.raises(Refused, match="已經有人核定"):
        grant(story, asked)
    ending = ask(story, run, at=2, days=0)
    with clock_at(days_after(story.today, 1)), pytest.raises(Refused, match="已經過了"):
        grant(story, ending)


def test_the_database_keeps_what_was_decided(story, run):
    asked = ask(story, run)
    with pytest.raises(IntegrityError), transaction.atomic():
        Exemption.objects.filter(pk=asked.pk).update(granted=True)
    grant(story, asked)

    for act in (
        lambda: Exemption.objects.filter(pk=asked.pk).update(until=days_after(story.today, 999)),
        lambda: Exemption.objects.filter(pk=asked.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_every_step_is_in_the_journal(story, run):
    asked = grant(story, ask(story, run))
    grant(story, ask(story, run, at=1), granted=False)

    entries = Entry.objects.filter(act__startswith="exemption.").order_by("seq")
    assert [entry.act.partition(".")[2] for entry in entries] == [
        "asked",
        "granted",
        "asked",
        "refused",
    ]
    assert entries[0].subject == f"exemption:{asked.pk}"
