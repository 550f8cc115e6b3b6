"""What a report reads of an engagement."""

import pytest
from tests.web.engagements.engaging import ALL

from chahe.sampling import Method
from chahe.web.engagements.actions import people
from chahe.web.engagements.assessment import assessment_record, said
from chahe.web.firms.models import Fact
from chahe.web.inspections.actions import freezing, sampling
from chahe.workflow import Verdict
from chahe.workflow.engagement import ReportKind

pytestmark = pytest.mark.django_db
FINAL = ReportKind.FINAL


@pytest.mark.parametrize("points", [["1"], ["1", "2"], []], ids=["2 rows", "5 rows", "69 rows"])
def test_a_record_is_read_in_a_fixed_number_of_queries(story, django_assert_num_queries, points):
    engagement = story.engage(points=points)
    story.work(story.papers_of(engagement)[0])

    with django_assert_num_queries(11):
        read = assessment_record(engagement, kind=FINAL)

    assert len(read.rows) == {1: 2, 2: 5, 0: ALL}[len(points)]
    first = read.rows[0]
    assert (first.result, first.area) == (Verdict.CONFORMING, "組織與人員管理")
    assert first.steps[0].done == "已取得並檢查。"
    assert first.evidence[0].startswith("佐證1(1).txt（")
    assert said(read)["rows"][0]["result"] == "conforming"


def test_a_sampled_row_says_how_many_were_drawn_and_what_that_proves(story):
    engagement = story.engage()
    paper = story.papers_of(engagement)[0]
    sampling.plan_sample(
        paper=paper, by=story.cpas[0], method=Method.RANDOM, attributes=["在職"], size=5
    )
    keys = [f"E{number:03}" for number in range(40)]
    freezing.freeze_listed(paper=paper, by=story.cpas[0], keys=keys, source="人事名冊")

    row = assessment_record(engagement, kind=FINAL).rows[0]

    assert row.population.startswith("40 項，人事名冊")
    assert row.sample == "隨機，計畫抽取 5 項，實際 5 項"
    assert "40" in row.sentence


def test_only_the_facts_that_the_principles_turn_on_are_named(story):
    read = assessment_record(story.engage(), kind=FINAL)

    titles = [title for title, _ in read.firm.facts]
    assert "經營業務" in titles and "作業委外" in titles
    assert "下單管道" not in titles


def test_rows_that_do_not_bind_are_listed_in_their_place(story):
    Fact.objects.filter(firm=story.firm, kind="mobile_app").update(value=False)
    engagement = story.engage(points=())

    read = assessment_record(engagement, kind=FINAL)

    left_out = [row for row in read.rows if row.result is Verdict.NOT_APPLICABLE]
    assert len(read.rows) == ALL
    assert left_out
    assert all("行動應用程式" in row.conclusion and row.question for row in left_out)
    refs = [row.ref for row in read.rows]
    place = refs.index(left_out[0].ref)
    assert refs[place - 1] == "3(7)4(1)G"


def test_certificates_are_of_who_is_still_there(story):
    engagement = story.engage()
    people.remove_person(
        person=engagement.people.get(user=story.cpas[0]), reason="離職", by=story.ciso
    )

    read = assessment_record(engagement, kind=FINAL)

    assert [cpa.name for cpa in read.cpas] == [story.cpas[1].name]
