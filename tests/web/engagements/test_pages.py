import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.web.engagements.engaging import ALL, Engaging

from chahe.deadlines import format_roc
from chahe.web.engagements.models import Engagement
from chahe.web.evidence.actions import receive_bytes
from chahe.web.inspections.actions import requests

pytestmark = pytest.mark.django_db
MOST = 12  # queries a page may ask


def roc(day):
    return format_roc(day, "short")


@pytest.mark.parametrize("count", [1, 3])
def test_engagements_in_a_fixed_number_of_queries(browse, story, django_assert_num_queries, count):
    for _ in range(count):
        story.engage()
    browse("engagements")

    with django_assert_num_queries(7):
        page = browse("engagements")

    assert page.count("<tr>") == count + 1
    assert "0／2" in page


def test_an_empty_list_says_what_to_do(browse, story):
    assert "由資安主管或監理人員委任" in browse("engagements", by=story.officer)
    assert reverse("engagement_new", args=["8888"]) in browse("engagements", by=story.ciso)


@pytest.mark.parametrize("count", [1, 3])
def test_an_engagement_in_a_fixed_number_of_queries(
    browse, story, django_assert_num_queries, count
):
    engagement = story.engage(story.invited(story.cpas[:count]), points=["1", "2", "3"][:count])
    inspection = engagement.links.first().inspection
    for owner in (story.owner, story.officer, story.ciso)[:count]:
        requests.ask_for_evidence(
            inspection=inspection,
            kind="organization_chart",
            asked_of=owner,
            due_on=story.today,
            by=story.cpas[0],
        )
    browse("engagement", engagement.pk)

    with django_assert_num_queries(10):
        page = browse("engagement", engagement.pk)

    assert page.count("：等") == count
    assert ("人員不足" in page) == (count < 3)


@pytest.mark.parametrize("points", [["1"], []], ids=["2 rows", "69 rows"])
def test_a_programme_in_a_fixed_number_of_queries(
    browse, story, django_assert_max_num_queries, points
):
    engagement = story.engage(points=points)
    story.work(story.papers_of(engagement)[0])
    browse("programme", engagement.pk)

    with django_assert_max_num_queries(MOST) as asked:
        page = browse("programme", engagement.pk)

    assert len(asked) == 11
    assert page.count("/papers/") == (ALL if not points else 2)
    assert "證券商經營自行買賣具證券性質之虛擬通貨業務管理辦法第9條" in page


def test_a_programme_says_whose_turn_each_row_is(browse, story):
    engagement = story.engage()
    first, second = story.papers_of(engagement)
    story.work(first)

    page = browse("programme", engagement.pk)

    assert "2／2 步" in page
    assert "已取得並檢查。" in page
    assert "等會計師編製" in page
    todo = browse("programme", engagement.pk, work="todo")
    assert f"/papers/{second.pk}/" in todo
    assert f"/papers/{first.pk}/" not in todo


def test_a_programme_is_filtered_by_area_and_result(browse, story):
    engagement = story.engage(points=[])
    story.work(story.papers_of(engagement)[0])

    area = browse("programme", engagement.pk, area="2")
    done = browse("programme", engagement.pk, result="conforming")

    assert (area.count("/papers/"), done.count("/papers/")) == (3, 1)


def test_a_programme_as_csv_holds_every_row_and_its_steps(client, story):
    engagement = story.engage(points=[])
    story.work(story.papers_of(engagement)[0])
    client.force_login(story.cpas[0])

    response = client.get(reverse("programme", args=["8888", engagement.pk]), {"export": "csv"})

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == ALL
    assert rows[0]["結論"] == "依執行之程序，未發現例外。"
    assert "已取得並檢查。" in rows[0]["執行程序"]


def test_the_side_that_is_assessed_sees_papers_once_they_are_sealed(browse, story):
    engagement = story.engage()

    assert "沒有您看得到的控制重點" in browse("programme", engagement.pk, by=story.officer)
    story.finish(engagement)

    assert browse("programme", engagement.pk, by=story.officer).count("/papers/") == 2


@pytest.mark.parametrize("name", ["engagement", "programme", "assessment_new"])
def test_a_cpa_of_another_engagement_finds_nothing(browse, story, name):
    engagement = story.engage(story.invited(story.cpas[:1]))
    story.engage(story.invited(story.cpas[1:]))

    browse(name, engagement.pk, by=story.cpas[1], status=404)
    browse(name, engagement.pk, by=story.cpas[0])


def test_another_firms_people_find_nothing(browse, story):
    engagement = story.engage()
    other = Engaging("9999")

    for name in ("engagement", "programme"):
        browse(name, engagement.pk, by=other.ciso, status=404)


def test_a_ciso_opens_a_yearly_engagement_on_a_form(send, story):
    said = {
        "kind": "yearly",
        "platform": "示範代幣平臺",
        "accounting_firm": "示範會計師事務所",
        "year": story.today.year - 1911,
        "points": ["1.1", "1.2"],
    }

    send("engagement_new", by=story.ciso, **said)

    opened = Engagement.objects.get()
    assert (opened.kind, opened.points) == ("yearly", ["1.1", "1.2"])
    assert len(story.papers_of(opened)) == 2


def test_a_form_says_what_is_missing(send, story):
    said = {"kind": "application", "platform": "平臺", "accounting_firm": "所", "year": 115}

    page = send("engagement_new", by=story.ciso, status=422, **said)

    assert "請填評估期間、基準日與應出具日" in page
    gregorian = send("engagement_new", by=story.ciso, status=422, **{**said, "year": 2026})
    assert "小於" in gregorian or "200" in gregorian
    backwards = send(
        "engagement_new",
        by=story.ciso,
        status=422,
        **{**said, "period_start": "115/03/01", "period_last": "115/01/01"},
    )
    assert "末日早於首日" in backwards
    assert Engagement.objects.count() == 0


def test_people_are_let_in_changed_and_ended_on_the_page(send, browse, story):
    engagement = story.engage([])
    cpa = story.cpas[0]

    send(
        "engaged_add",
        engagement.pk,
        by=story.ciso,
        **{
            "person-username": cpa.username,
            "person-certificate": "臺會證字第 1 號",
            "person-since": roc(story.today),
            "person-until": roc(story.today + timedelta(days=9)),
        },
    )
    person = engagement.people.get()
    send(
        "engaged_change",
        person.pk,
        by=story.ciso,
        **{
            f"until{person.pk}-until": roc(story.today + timedelta(days=30)),
            f"until{person.pk}-reason": "延長",
        },
    )
    person.refresh_from_db()
    assert person.until == story.today + timedelta(days=30)
    assert "期間內" in browse("engagement", engagement.pk)
    page = send("engaged_end", person.pk, by=story.ciso, status=422)
    assert "終止的理由" in page
    send("engaged_end", person.pk, by=story.ciso, **{f"end{person.pk}-reason": "離職"})

    person.refresh_from_db()
    assert person.removed_at is not None


def test_an_unknown_account_is_said_so(send, story):
    engagement = story.engage([])
    said = {"person-username": "nobody", "person-since": "115/11/01", "person-until": "116/01/01"}

    page = send("engaged_add", engagement.pk, by=story.ciso, status=422, **said)

    assert "沒有這個帳號" in page


def test_evidence_of_the_firm_is_not_shown_by_the_programme(browse, story):
    """A programme counts evidence; it is opened on the paper, whose door asks who sees it."""
    engagement = story.engage()
    receive_bytes(
        name="secret.txt",
        content=b"x\n",
        firm=story.firm,
        by=story.officer,
        kind="organization_chart",
        collected_on=story.today,
        where_from="人資",
    )

    assert "secret.txt" not in browse("programme", engagement.pk)
