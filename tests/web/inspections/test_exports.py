import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.inspections.story import Story
from tests.web.inspections.test_sealing import damage

from chahe.documents.oscal import check_document, load_exports
from chahe.web.rulebooks.editions import edition_by_id

pytestmark = pytest.mark.django_db
EXPORTS = ("assessment_plan", "assessment_results", "poam")


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def ask(client, story):
    """Return the answer to a request for an export, as the officer has it."""
    client.force_login(story.officer)

    def ask(inspection, export, follow=False):
        url = reverse("oscal_export", args=["8888", inspection.pk, export])
        return client.get(url, follow=follow)

    return ask


def test_every_export_is_answered_as_a_file_whose_names_all_lead_somewhere(ask, story):
    inspection = story.plan()
    story.conform(inspection.papers.first())
    story.find(inspection.papers.last())
    edition = edition_by_id(inspection.edition_id)

    answers = {export: ask(inspection, export) for export in EXPORTS}

    assert {*EXPORTS} == {*load_exports()}
    for export, answer in answers.items():
        assert answer["Content-Type"] == "application/json"
        assert answer["Content-Disposition"].startswith("attachment; ")
        assert f".{export}.json" in answer["Content-Disposition"]
        document = json.loads(answer.content)
        assert [*document] == [load_exports()[export].kind]
        assert check_document(document, editions=[edition]) == []


def test_what_nobody_has_approved_is_not_satisfied(ask, story):
    inspection = story.plan()
    story.conform(inspection.papers.first())

    made = json.loads(ask(inspection, "assessment_results").content)

    (result,) = made["assessment-results"]["results"]
    states = [found["target"]["status"]["state"] for found in result["findings"]]
    assert states == ["not-satisfied"] * inspection.papers.count()


def test_what_is_sealed_as_conforming_is_satisfied(ask, story):
    sealed = story.seal(story.plan())

    made = json.loads(ask(sealed, "assessment_results").content)

    (result,) = made["assessment-results"]["results"]
    states = [found["target"]["status"]["state"] for found in result["findings"]]
    assert states == ["satisfied"] * sealed.papers.count()
    assert result["end"].startswith(story.today.isoformat())


@pytest.mark.parametrize("export", ["assessment_plan", "assessment_results"])
def test_a_longer_inspection_asks_no_more_queries(ask, story, export):
    asked = []
    for section in ("11", "7.1"):  # 2 papers, 21 papers
        inspection = story.plan(section)
        for paper in inspection.papers.all():
            story.conform(paper)
        ask(inspection, export)
        with CaptureQueriesContext(connection) as queries:
            ask(inspection, export)
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_with_nothing_open_the_page_says_why_there_is_no_plan_of_action(ask, story):
    inspection = story.plan()

    answer = ask(inspection, "poam", follow=True)

    assert answer.redirect_chain == [(reverse("inspection", args=["8888", inspection.pk]), 302)]
    assert "沒有未結案的缺失，不需要改善行動計畫" in answer.text


@pytest.mark.parametrize("export", EXPORTS)
def test_damaged_evidence_is_not_handed_over(ask, story, export):
    inspection = story.plan()
    paper = story.conform(inspection.papers.first())
    story.find(inspection.papers.last())
    damage(paper.attachments.get().evidence)

    answer = ask(inspection, export, follow=True)

    assert answer.redirect_chain[0][0] == reverse("inspection", args=["8888", inspection.pk])
    assert "report.txt" in answer.text


def test_what_is_no_export_is_not_found(ask, story):
    assert ask(story.plan(), "nothing").status_code == 404


def test_who_may_not_see_the_inspection_sees_no_export(client, story):
    inspection = story.plan()
    client.force_login(Story("9999").officer)

    url = reverse("oscal_export", args=["8888", inspection.pk, "assessment_plan"])

    assert client.get(url).status_code == 404
