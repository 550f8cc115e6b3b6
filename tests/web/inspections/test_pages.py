import pytest
from django.urls import reverse
from tests.factories import make_firm, make_user
from tests.web.inspections.story import Story

from chahe.web.inspections.actions import papers
from chahe.web.inspections.models import Finding, WorkingPaper

pytestmark = pytest.mark.django_db
MOST = 12  # queries a page may ask


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def browse(client, story):
    """Return a page's text as the officer sees it; any other answer than 200 fails."""
    client.force_login(story.officer)

    def get(name, *args, status=200):
        response = client.get(reverse(name, args=[story.firm.code, *args]))
        assert response.status_code == status
        return response.text

    return get


@pytest.mark.parametrize("count", [1, 3])
def test_inspections_in_a_fixed_number_of_queries(browse, story, django_assert_num_queries, count):
    for section in ("11", "4", "6")[:count]:
        story.plan(section)
    browse("inspections")

    with django_assert_num_queries(7):
        page = browse("inspections")

    assert page.count("<tr>") == count + 1
    assert "CC-21000" in page


@pytest.mark.parametrize("section", ["11", "7.1"], ids=["2 papers", "21 papers"])
def test_an_inspection_in_a_fixed_number_of_queries(
    browse, story, django_assert_max_num_queries, section
):
    inspection = story.plan(section)
    browse("inspection", inspection.pk)

    with django_assert_max_num_queries(MOST) as asked:
        page = browse("inspection", inspection.pk)

    assert len(asked) == 11
    assert page.count("/papers/") == inspection.papers.count()


@pytest.mark.parametrize("count", [1, 3])
def test_a_paper_in_a_fixed_number_of_queries(browse, story, django_assert_max_num_queries, count):
    from chahe.web.inspections.actions import evidence as attaching

    paper = story.plan().papers.first()
    for n in range(count):
        evidence = story.evidence(f"{n}\n".encode())
        attaching.attach_evidence(paper=paper, evidence=evidence, by=story.officer)
    browse("paper", paper.pk)

    with django_assert_max_num_queries(MOST) as asked:
        page = browse("paper", paper.pk)

    assert len(asked) == 11
    assert page.count("report.txt") == count
    assert paper.question in page


@pytest.mark.parametrize("count", [1, 3])
def test_findings_in_a_fixed_number_of_queries(browse, story, django_assert_num_queries, count):
    found = list(story.plan("6").papers.all()[:count])
    for paper in found:
        story.find(paper)
    browse("findings")

    with django_assert_num_queries(9):  # the list's two, their ages, whether points were given
        page = browse("findings")

    assert page.count("condition的內容") == count


@pytest.mark.parametrize("count", [1, 3])
def test_home_in_a_fixed_number_of_queries(browse, story, django_assert_max_num_queries, count):
    for section in ("11", "4", "6")[:count]:
        story.find(story.plan(section).papers.first())
    browse("firm_home")

    with django_assert_max_num_queries(MOST) as asked:
        page = browse("firm_home")

    assert len(asked) == 11
    assert page.count("condition的內容") == count


def test_a_paper_that_cannot_be_signed_says_why_and_keeps_what_was_written(client, story):
    paper = story.plan().papers.first()
    client.force_login(story.officer)

    url = reverse("paper_write", args=["8888", paper.pk])
    response = client.post(
        url, {"verdict": "conforming", "conclusion": "沒問題", "prepare": "1"}, follow=True
    )

    assert "沒有可用的佐證，只能是「證據不足」" in response.text
    kept = WorkingPaper.objects.get(pk=paper.pk)
    assert (kept.state, kept.conclusion) == ("draft", "沒問題")


def test_signing_needs_the_digest_that_was_shown(client, story):
    paper = story.conform(story.plan().papers.first())
    client.force_login(story.auditor)
    url = reverse("paper_review", args=["8888", paper.pk])

    stale = client.post(url, {"seen": "0" * 64}, follow=True)
    assert "已經被更新" in stale.text

    client.post(url, {"seen": paper.digest})
    assert WorkingPaper.objects.get(pk=paper.pk).state == "reviewed"


def test_returning_without_a_reason_is_refused_on_the_page(client, story):
    paper = story.conform(story.plan().papers.first())
    client.force_login(story.auditor)

    response = client.post(reverse("paper_return", args=["8888", paper.pk]), {"comment": ""})

    assert response.status_code == 422
    assert WorkingPaper.objects.get(pk=paper.pk).state == "prepared"


def test_a_finding_lacking_a_c_is_refused_and_nothing_is_opened(client, story):
    paper = story.plan().papers.first()
    papers.write_paper(
        paper=paper, by=story.officer, values={"verdict": "nonconforming", "conclusion": "不符"}
    )
    client.force_login(story.officer)

    response = client.post(
        reverse("finding_new", args=["8888", paper.pk]),
        {"severity": "high", "criteria": "甲", "condition": "乙", "cause": "", "effect": "丁"},
    )

    assert response.status_code == 422
    assert "乙" in response.text
    assert not Finding.objects.exists()


def test_planning_twice_says_that_it_is_planned(client, story):
    client.force_login(story.officer)
    url = reverse("inspection_plan", args=["8888"])
    answers = {
        "kind": "self", "month": "115/11/01", "sections": ["twse/mechanism#11@semiannual"],
    }  # fmt: skip

    client.post(url, answers)
    again = client.post(url, answers, follow=True)

    assert "已經安排過了" in again.text
    assert story.firm.inspections.count() == 1


def test_an_administrator_sees_no_findings(client, story):
    from chahe.web.accounts.roles import Role

    client.force_login(make_user(Role.ADMINISTRATOR, enrolled=True))

    assert client.get(reverse("findings", args=["8888"])).status_code == 403
    assert client.get(reverse("firm_profile", args=["8888"])).status_code == 200


def test_a_supervisor_sees_every_firm_and_signs_nothing(client, story):
    from chahe.web.accounts.roles import Role

    make_firm("9999", "他家證券")
    paper = story.conform(story.plan().papers.first())
    client.force_login(make_user(Role.SUPERVISOR, enrolled=True))

    assert client.get(reverse("paper", args=["8888", paper.pk])).status_code == 200
    assert client.get(reverse("firm_home", args=["9999"])).status_code == 200
    assert client.post(reverse("paper_review", args=["8888", paper.pk])).status_code == 403


def test_reports_are_answered_as_files(client, story):
    inspection = story.plan()
    client.force_login(story.officer)

    for report in ("inspection_report", "detail_table", "working_papers"):
        for suffix, magic in (("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF")):
            url = reverse("report", args=["8888", inspection.pk, report, suffix])
            response = client.get(url)
            assert response.content.startswith(magic), (report, suffix)
    missing = f"/firms/8888/inspections/{inspection.pk}/nothing.docx"
    assert client.get(missing).status_code == 404


def test_plan_offers_what_binds_the_firm_by_document(client):
    story = Story()
    client.force_login(story.officer)

    page = client.get(f"/firms/{story.firm.code}/inspections/plan/").content.decode()

    assert page.index("CC-11000") < page.index("ET-3")
    assert "STO-1" not in page  # the firm trades no security tokens
    assert "CS-5" not in page  # inspected on an event, which no calendar holds
