"""Pages that offer what the period before has."""

import pytest
from django.urls import reverse
from tests.factories import make_user
from tests.web.inspections.asked import again, page
from tests.web.inspections.periods import PATH, SECTION, covering, last_month, report, write
from tests.web.inspections.story import Story

from chahe.deadlines import days_after
from chahe.web.accounts.roles import Role

pytestmark = pytest.mark.django_db
MOST = 12  # queries a page may ask


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def before(story):
    return last_month(story)


@pytest.mark.parametrize("count", [1, 3])
def test_a_papers_offer_in_a_fixed_number_of_queries(
    client, story, before, django_assert_max_num_queries, count
):
    files = [
        report(story, f"{n}.txt", period=(before.period_start, story.today)) for n in range(count)
    ]
    write(story, before, evidence=files, population="全部 12 條")
    story.seal(before)
    paper = story.plan(SECTION).papers.get(path=PATH)
    page(client, story.officer, "paper_carry", paper.pk)

    with django_assert_max_num_queries(MOST) as asked:
        text = again(client, "paper_carry", paper.pk).text

    assert text.count('name="evidence"') == count + 1  # what sealing rests on too
    assert "checked" not in text
    assert len(asked) == 12


def test_taking_over_on_the_page(client, story, before):
    year = covering(story)
    write(story, before, evidence=[year], population="全部 12 條")
    story.seal(before)
    paper = story.plan(SECTION).papers.get(path=PATH)
    client.force_login(story.officer)
    url = reverse("paper_carry", args=["8888", paper.pk])

    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"words": ["population"], "evidence": [year.pk]}).status_code == 302

    assert "沿用自前期" in client.get(url).text
    assert paper.carried.count() == 2


def test_the_page_of_a_paper_without_a_period_before_says_what_to_do(client, story):
    paper = story.plan(SECTION).papers.get(path=PATH)

    assert "沒有前期可以沿用" in page(client, story.officer, "paper_carry", paper.pk).text


def test_the_page_of_a_signed_paper_leads_back(client, story):
    paper = story.conform(story.plan().papers.first())

    answer = page(client, story.officer, "paper_carry", paper.pk)

    assert answer.status_code == 302 and answer.url.endswith(f"/papers/{paper.pk}/")


@pytest.mark.parametrize("count", [1, 3])
def test_an_inspections_offers_in_a_fixed_number_of_queries(
    client, story, before, django_assert_max_num_queries, count
):
    for paper in list(before.papers.all()[:count]):
        write(story, before, paper.path, evidence=[covering_of(story, paper)])
    story.seal(before)
    new = story.plan(SECTION)
    page(client, story.officer, "inspection_carry", new.pk)

    with django_assert_max_num_queries(MOST) as asked:
        text = again(client, "inspection_carry", new.pk).text

    assert text.count('name="carry"') >= count
    assert "checked" not in text
    assert len(asked) == 12


def covering_of(story, paper):
    year = (story.today.replace(month=1, day=1), days_after(story.today, 1))
    return report(story, f"{paper.pk}.txt", period=year)


def test_taking_over_for_an_inspection_on_the_page_and_its_export(client, story, before):
    year = covering(story)
    write(story, before, evidence=[year], population="全部 12 條")
    story.seal(before)
    new = story.plan(SECTION)
    paper = new.papers.get(path=PATH)
    client.force_login(story.officer)
    url = reverse("inspection_carry", args=["8888", new.pk])

    exported = b"".join(client.get(url, {"export": "csv"}).streaming_content).decode()
    nothing = client.post(url, {})
    client.post(url, {"carry": [f"{paper.pk}-{year.pk}"]})

    assert "year.txt" in exported and "母體及完整性" in exported
    assert nothing.status_code == 422 and "請勾選" in nothing.text
    assert [each.evidence for each in paper.attachments.all()] == [year]


def test_who_may_not_prepare_does_not_carry_over(client, story):
    inspection = story.plan(SECTION)
    cpa = make_user(Role.CPA, story.firm, enrolled=True)

    for user, status in ((story.owner, 403), (cpa, 404)):
        assert page(client, user, "inspection_carry", inspection.pk).status_code == status
