import pytest
from django.urls import reverse
from tests.web.inspections.story import Story

from chahe.web.inspections.actions import papers, references
from chahe.web.inspections.models import CrossReference, Inspection
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def paper(story):
    return story.plan().papers.first()


def add(story, paper, to, **said):
    said = {"why": "同一份清冊", **said}
    return references.add_reference(paper=paper, to=to, by=story.officer, **said)


def test_a_paper_points_to_papers_evidence_and_findings(story, paper):
    other = story.plan("4").papers.first()
    finding = story.find(story.plan("6").papers.first())

    found = [add(story, paper, to) for to in (other, story.evidence(), finding)]

    assert [each.to_paper or each.to_evidence or each.to_finding for each in found] == [
        other,
        found[1].to_evidence,
        finding,
    ]


def test_what_makes_no_sense_is_refused(story, paper):
    other = Story("9999")

    with pytest.raises(Refused, match="自己"):
        add(story, paper, paper)
    with pytest.raises(Refused, match="同一家"):
        add(story, paper, other.evidence())
    with pytest.raises(Refused, match="同一家"):
        add(story, paper, other.plan().papers.first())
    with pytest.raises(Refused, match="為什麼"):
        add(story, paper, story.evidence(), why=" ")

    assert not CrossReference.objects.exists()


def test_a_signed_paper_points_where_it_did(story, paper):
    reference = add(story, paper, story.evidence())
    story.conform(paper)

    with pytest.raises(Refused, match="不能再修改"):
        references.remove_reference(reference=reference, by=story.officer)
    with pytest.raises(Refused, match="不能再修改"):
        add(story, paper, story.evidence(b"2"))


def test_what_it_points_to_is_part_of_what_is_signed(story, paper):
    story.conform(paper)
    papers.return_paper(paper=paper, by=story.auditor, comment="請索引")
    add(story, paper, story.plan("4").papers.first())
    signed = papers.sign_paper(paper=paper, step="prepare", by=story.officer)

    assert story.sign_off(paper).digest == signed.digest


def test_it_is_shown_from_both_ends(client, story, paper):
    other = story.plan("4").papers.first()
    add(story, paper, other, where="第 3 頁")
    client.force_login(story.officer)

    here = client.get(reverse("paper", args=["8888", paper.pk])).text
    there = client.get(reverse("paper", args=["8888", other.pk])).text

    assert other.title in here and "第 3 頁" in here
    assert "被這些底稿索引" in there and paper.title in there


def test_a_paper_that_one_may_not_see_is_not_named(client, story, paper):
    hidden = story.plan("4").papers.first()
    add(story, paper, hidden)
    add(story, hidden, paper)
    Inspection.objects.filter(pk=hidden.inspection_id).update(kind="internal_audit")
    client.force_login(story.officer)

    page = client.get(reverse("paper", args=["8888", paper.pk])).text

    assert hidden.title not in page
    assert "另一份您不能看的底稿" in page and "被這些底稿索引" not in page


def test_it_is_found_added_and_removed_on_the_pages(client, story, paper):
    other = story.plan("4").papers.first()
    client.force_login(story.officer)
    url = reverse("reference_new", args=["8888", paper.pk])

    own = client.get(url).text
    found = client.get(url, {"q": other.title}).text
    nothing = client.get(url, {"q": "沒有這個詞"}).text
    refused = client.post(f"{url}?q={other.title}", {"to": f"paper-{other.pk}", "why": ""})
    unknown = client.post(url, {"to": "paper-999999", "why": "看"})
    added = client.post(
        f"{url}?q={other.title}", {"to": f"paper-{other.pk}", "why": "同一份", "where": ""}
    )
    reference = paper.references.get()
    removed = client.post(reverse("reference_remove", args=["8888", paper.pk, reference.pk]))

    assert other.title not in own and paper.inspection.papers.last().title in own
    assert other.title in found
    assert "沒有找到" in nothing
    assert refused.status_code == unknown.status_code == 422
    assert added.status_code == removed.status_code == 302
    assert reference.to_paper == other and not paper.references.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_search_asks_a_fixed_number_of_queries(
    client, story, paper, django_assert_max_num_queries, count
):
    for section in ("4", "6", "7.1")[:count]:
        story.find(story.plan(section).papers.first())
    client.force_login(story.officer)
    url = reverse("reference_new", args=["8888", paper.pk])
    client.get(url)

    with django_assert_max_num_queries(12) as asked:
        client.get(url, {"q": "1"})

    assert len(asked) == 10
