"""In an engagement's inspections only its people act; the door of each page says so."""

import pytest
from django.urls import reverse

from chahe.web.home.queries import home_of
from chahe.web.inspections.actions import papers, requests

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(story):
    """Two engagements at once, of CPA 甲 and of 乙 and 丙."""
    return story.engage(story.invited(story.cpas[:1])), story.engage(story.invited(story.cpas[1:]))


def status(client, user, name, pk, *, post=False):
    client.force_login(user)
    url = reverse(name, args=["8888", pk])
    return (client.post(url, {}) if post else client.get(url)).status_code


def test_a_cpa_of_another_engagement_neither_sees_nor_writes(client, story, two):
    mine, other = two
    own, theirs = story.papers_of(mine)[0], story.papers_of(other)[0]

    for name, post in (("paper", False), ("paper_write", True), ("paper_review", True)):
        assert status(client, story.cpas[0], name, theirs.pk, post=post) == 404
        assert status(client, story.cpas[0], name, own.pk, post=post) in (200, 302, 422)
    assert status(client, story.cpas[0], "inspection", theirs.inspection_id) == 404
    assert status(client, story.cpas[0], "inspection", own.inspection_id) == 200


def test_lists_hold_their_own_alone(client, story, two):
    mine, other = two
    client.force_login(story.cpas[0])

    page = client.get(reverse("inspections", args=["8888"])).text

    assert f"/inspections/{mine.links.get().inspection_id}/" in page
    assert f"/inspections/{other.links.get().inspection_id}/" not in page


def test_a_sealed_one_is_read_by_all_and_written_by_its_people(client, story):
    done = story.engage()
    story.finish(done)
    stranger = story.cpa("cpa-other")
    story.engage(story.invited([stranger]))
    inspection = done.links.get().inspection_id

    assert status(client, stranger, "inspection", inspection) == 200
    assert status(client, stranger, "inspection_correct", inspection, post=True) == 403
    assert status(client, stranger, "pack_make", inspection, post=True) == 403
    page = client.get(reverse("inspection", args=["8888", inspection])).text
    assert "製作提交包" not in page
    assert status(client, story.cpas[0], "inspection_correct", inspection, post=True) == 422


def test_work_that_waits_is_of_ones_own_engagement(story):
    engagement = story.engage()
    stranger = story.cpa("cpa-other")
    story.engage(story.invited([stranger]))
    paper = story.papers_of(engagement)[0]
    story.step(paper)
    papers.write_paper(
        paper=paper,
        by=story.cpas[0],
        values={"verdict": "insufficient", "conclusion": "佐證不足。"},
    )
    papers.sign_paper(paper=paper, step="prepare", by=story.cpas[0])

    assert home_of(story.firm, story.cpas[1], today=story.today).papers == [paper]
    assert home_of(story.firm, stranger, today=story.today).papers == []


def test_who_is_asked_still_answers(client, story, two):
    _, other = two
    asked = requests.ask_for_evidence(
        inspection=other.links.get().inspection,
        kind="organization_chart",
        asked_of=story.owner,
        due_on=story.today,
        by=story.cpas[1],
    )

    assert status(client, story.owner, "request", asked.pk) == 200
    assert status(client, story.cpas[0], "request", asked.pk) == 404
