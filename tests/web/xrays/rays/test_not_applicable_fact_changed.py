"""Left out for a fact that is no longer so."""

from chahe.web.firms.models import Fact
from chahe.web.inspections.models import WorkingPaper


def unsaid(year):
    """Let the statement about clouds never have been made, without anybody being told."""
    Fact.objects.filter(kind="cloud_user").update(value=True)


def test_a_paper_that_left_is_seen(year):
    paper = year.cloud.papers.filter(state="left").first()
    unsaid(year)

    hits = year.hits("not_applicable_fact_changed")

    assert paper.ref in {hit.label.split()[1] for hit in hits}
    assert all("現在：" in hit.words for hit in hits)


def test_a_rule_left_out_when_planned_is_seen(year, unguarded):
    year.cloud.papers.update(state="draft", verdict="", left_on=None, left_reason="")
    exclusions = [
        {"ref": paper.ref, "title": paper.title, "reason": "公司沒有雲端服務"}
        for paper in year.cloud.papers.all()[:1]
    ]
    type(year.cloud).objects.filter(pk=year.cloud.pk).update(exclusions=exclusions)
    unsaid(year)

    (hit,) = year.hits("not_applicable_fact_changed")

    assert hit.words.startswith(exclusions[0]["ref"])
    assert "公司沒有雲端服務" in hit.words


def test_a_signed_one_is_seen_when_the_fact_is_newer(year, unguarded):
    paper = year.cloud.papers.filter(state="left").first()
    signed = {"state": "prepared", "left_on": None, "left_reason": ""}
    WorkingPaper.objects.filter(pk=paper.pk).update(**signed, changed_at=year.opened.planned_at)
    year.cloud.papers.exclude(pk=paper.pk).update(verdict="conforming")
    unsaid(year)

    (hit,) = year.hits("not_applicable_fact_changed")

    assert "改報了事實" in hit.words
