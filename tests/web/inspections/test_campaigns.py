"""One question of many firms."""

import pytest
from django.urls import reverse
from tests.factories import make_firm, make_user
from tests.web.inspections.story import Story

from chahe.web.accounts.roles import Role
from chahe.web.inspections.actions.campaigns import ask_all, open_campaign
from chahe.web.inspections.models import Campaign, Inspection
from chahe.web.journal.models import Entry
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db

WORDS = {"title": "供應商清冊", "reason": "市場事件", "question": "是否留有最新的供應商清冊？"}
CLOUD = "twse/mechanism@2018-11-30#12.1.a"


@pytest.fixture
def supervisor():
    return make_user(Role.SUPERVISOR, None, enrolled=True)


@pytest.fixture
def story():
    return Story()


def opened(story, supervisor, **changes):
    said = {
        "by": supervisor,
        "words": WORDS,
        "steps": ["取得供應商清冊", "抽核三家契約", "比對核准紀錄"],
        "evidence_kinds": ["firewall_config"],
        "rules": [],
        "since": story.today,
        "until": story.today,
        "due_on": story.today,
        "firms": ["8888"],
    }
    return open_campaign(**{**said, **changes})


def test_each_firm_gets_one_paper_with_the_question(story, supervisor):
    make_firm("9999", "他家證券")
    campaign = opened(story, supervisor, firms=["8888", "9999"])

    ask_all(campaign.pk)
    ask_all(campaign.pk)

    inspections = Inspection.objects.filter(campaign=campaign)
    assert sorted(inspections.values_list("firm__code", flat=True)) == ["8888", "9999"]
    paper = inspections.get(firm=story.firm).papers.get()
    assert paper.question == WORDS["question"]
    assert [method for method, _ in paper.procedure] == ["取得", "抽核", "檢查"]
    assert {each.kind for each in inspections} == {"special"}


def test_rules_are_asked_too_of_firms_they_bind(story, supervisor):
    rule = "twse/mechanism@2018-11-30#7.1.b.c"
    campaign = opened(story, supervisor, rules=[rule])

    ask_all(campaign.pk)

    found = Inspection.objects.filter(campaign=campaign).order_by("pk")
    assert [each.section for each in found] == ["1", "7.1"]
    assert list(found[1].papers.values_list("path", flat=True)) == ["7.1.b.c"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"firms": []}, "至少選一家"),
        ({"firms": ["0000"]}, "0000"),
        ({"steps": [" "]}, "查核程序"),
        ({"rules": ["twse/mechanism@2018-11-30#99"]}, "#99"),
    ],
    ids=["no firm", "unknown firm", "no step", "no rule"],
)
def test_what_cannot_be_asked_is_refused_and_nothing_is_written(story, supervisor, changes, said):
    with pytest.raises(Refused, match=said):
        opened(story, supervisor, **changes)

    assert not Entry.objects.filter(act="campaign.opened").exists()


def test_from_the_page_to_the_answers_of_every_firm(client, story, supervisor):
    client.force_login(supervisor)
    answers = {
        **WORDS, "procedure": "取得供應商清冊\n檢查核准紀錄", "evidence_kinds": ["firewall_config"],
        "since": "115/01/01", "until": "115/06/30", "due_on": "115/08/31", "firms": ["8888"],
    }  # fmt: skip
    response = client.post(reverse("campaign_new"), answers)
    ask_all(Campaign.objects.get().pk)
    page = client.get(response.url)

    assert response.status_code == 302
    assert "供應商清冊" in page.text
    inspection = Inspection.objects.get(kind="special")
    assert reverse("inspection", args=["8888", inspection.pk]) in page.text
    assert client.get(reverse("inspection", args=["8888", inspection.pk])).status_code == 200
    assert (
        client.get(reverse("paper", args=["8888", inspection.papers.get().pk])).status_code == 200
    )


def test_a_form_that_lacks_something_says_what(client, story, supervisor):
    client.force_login(supervisor)

    page = client.post(reverse("campaign_new"), {"since": "115/06/30", "until": "115/01/01"})

    assert page.status_code == 422
    assert "期間的最後一天不能早於第一天" in page.text


@pytest.mark.parametrize("role", [Role.CISO, Role.INTERNAL_AUDITOR, Role.CPA])
def test_a_firms_people_open_no_campaign(client, story, role):
    client.force_login(make_user(role, story.firm, username="who", enrolled=True))

    assert client.get(reverse("campaigns")).status_code == 403
    assert client.post(reverse("campaign_new")).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_lists_in_a_fixed_number_of_queries(
    client, story, supervisor, count, django_assert_num_queries
):
    codes = [f"70{number:02}" for number in range(count)]
    for code in codes:
        make_firm(code, f"證券{code}")
    campaigns = [opened(story, supervisor, firms=codes) for _ in range(count)]
    for campaign in campaigns:
        ask_all(campaign.pk)
    client.force_login(supervisor)
    client.get(reverse("campaigns"))

    with django_assert_num_queries(6):
        client.get(reverse("campaigns"))
    with django_assert_num_queries(9):
        client.get(reverse("campaign", args=[campaigns[0].pk]))
