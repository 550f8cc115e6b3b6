"""Rows for a person to look at: told as such, and never 不符 by themselves."""

import pytest
from django.urls import reverse
from tests.web.checking.found import ask

from chahe.checks import identity
from chahe.web.inspections.actions import checking, planning
from chahe.web.inspections.actions import evidence as attaching
from chahe.web.inspections.models import CheckRun
from chahe.web.inspections.record import inspection_record
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db
LIST = """順序,來源,目的,服務,動作,來源區域,目的區域,是否記錄,備註
1,10.0.0.5,192.0.2.9,HTTPS,拒絕,內網,DMZ,是,REQ-1 王小明
2,10.0.0.0/24,192.0.2.9,HTTPS,允許,內網,DMZ,是,REQ-2 王小明
"""


@pytest.fixture
def run(story):
    section = "twse/inspection-points#7"
    planned = planning.plan_inspection(
        firm=story.firm, section=section, on=story.today, by=story.officer
    )
    paper = planned.papers.get(path="7.8")
    evidence = story.evidence(LIST.encode(), kind="firewall_config", name="rules.csv")
    attaching.attach_evidence(paper=paper, evidence=evidence, by=story.officer)
    asked = checking.ask_for_check(
        paper=paper, check_id="firewall_redundancy", by=story.officer, enqueue=False
    )
    checking.perform_check(asked.pk)
    return CheckRun.objects.get(pk=asked.pk)


def test_the_verdict_is_not_theirs(run):
    assert [(row["policy"], row["kind"]) for row in run.rows] == [("2", "generalised")]
    assert (run.verdict, run.said) == ("conforming", "")  # the check can only refute this rule
    assert run.reason.endswith("另有 1 條請人工檢視")


def test_pages_and_papers_tell_them_apart(client, story, run):
    client.force_login(story.officer)

    paper = client.get(reverse("paper", args=["8888", run.paper_id])).content.decode()
    page = client.get(reverse("run_results", args=["8888", run.pk])).content.decode()
    (kept,) = [
        each for held in inspection_record(run.paper.inspection).papers for each in held.checks
    ]

    assert "請人工檢視的項目，共 1 筆" in paper and "不符規定的項目，共" not in paper
    assert "前面有動作不同的例外（請檢視）" in page
    assert kept.rows[0]["why"].startswith("前面動作不同的政策 1完全在它之內")


def test_nobody_asks_that_they_may_stand(client, story, run):
    client.force_login(story.officer)
    key = identity(run.rows[0])

    page = client.get(reverse("run_results", args=["8888", run.pk])).content.decode()

    assert reverse("exemption_ask", args=["8888", run.pk, key]) not in page
    with pytest.raises(Refused, match="只供人檢視"):
        ask(story, run)
