"""The pages of a sample."""

import pytest
from django.urls import reverse
from tests.web.inspections.sampled_paper import (
    KEYS,
    ROSTER,
    conclude,
    freeze,
    mark,
    plan,
    prepare,
)
from tests.web.inspections.story import Story

from chahe.sampling import Method, Tick
from chahe.web.inspections.actions import evidence as attaching
from chahe.web.inspections.actions import sampling
from chahe.web.inspections.models import ItemMark
from chahe.web.inspections.sampled import result_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def paper(story):
    return story.plan().papers.first()


@pytest.fixture
def browse(client, story):
    client.force_login(story.officer)

    def ask(name, *args, data=None, query=""):
        url = reverse(name, args=[story.firm.code, *args]) + query
        return client.get(url) if data is None else client.post(url, data)

    return ask


def test_a_sample_is_taken_on_the_pages(browse, story, paper):
    plan_said = {"method": "attribute", "tolerable": "10", "confidence": "90", "allowed": "0"}
    refused = browse("sample_plan", paper.pk, data={**plan_said, "attributes": ""})
    browse("sample_plan", paper.pk, data={**plan_said, "attributes": "有核准\n有測試\n"})
    planned = browse("sample", paper.pk)
    listed = {"keys": "\r\n".join(KEYS), "source": "變更系統"}
    doubtful = browse("sample_population", paper.pk, data={**listed, "expected": "60"})
    browse(
        "sample_population",
        paper.pk,
        data={**listed, "expected": "60", "expected_source": "流水號"},
    )
    drawn = browse("sample", paper.pk)
    found = paper.samplings.get()
    ticks = {f"tick-{i.pk}-{k}": "match" for i in found.items.all() for k in "AB"}
    saved = browse("sample_mark", paper.pk, data=ticks, query="?sort=key")
    after = browse("sample", paper.pk)

    assert refused.status_code == doubtful.status_code == 422
    assert found.seed in planned.text and "凍結母體並抽樣" in planned.text
    assert found.items.count() == 19  # of 60, hypergeometric: fewer than the 22 of an endless one
    assert drawn.text.count("<select form") == 38
    assert saved.url.endswith("sample/?sort=key#items")
    assert "例外 0 筆：以 90％ 的信賴水準" in after.text


def test_a_population_is_frozen_from_evidence_on_the_page(browse, story, paper):
    roster = story.evidence(ROSTER.encode(), name="名冊.csv")
    unreadable = story.evidence(b"\x00\x01", name="x.bin")
    for each in (roster, unreadable):
        attaching.attach_evidence(paper=paper, evidence=each, by=story.officer)
    plan(story, paper, size=13)

    offered = browse("sample_population", paper.pk)
    bad = browse("sample_population", paper.pk, query=f"?evidence={unreadable.pk}")
    shown = browse("sample_population", paper.pk, query=f"?evidence={roster.pk}")
    frozen = browse(
        "sample_population",
        paper.pk,
        query=f"?evidence={roster.pk}",
        data={"columns": ["employee_id"], "expected": "30", "expected_source": "人事系統"},
    )

    assert offered.text.count("?evidence=") == 2
    assert bad.status_code == 302
    assert "共 30 列" in shown.text and "王3" in shown.text
    assert frozen.status_code == 302 and paper.samplings.get().items.count() == 13
    assert browse("sample_population", paper.pk, query="?evidence=0").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_sample_in_a_fixed_number_of_queries(
    browse, story, paper, django_assert_num_queries, count
):
    plan(story, paper)
    mark(story, paper, freeze(story, paper))
    sampling.begin_again(paper=paper, by=story.officer, reason="重來")
    plan(story, paper)
    mark(story, paper, freeze(story, paper, KEYS[: count + 30]))
    browse("sample", paper.pk)

    with django_assert_num_queries(12):
        page = browse("sample", paper.pk)

    assert page.status_code == 200 and "先前放棄的抽樣" in page.text


def test_sixty_items_of_five_attributes_fit_a_page_and_export(browse, story, paper):
    plan(story, paper, method=Method.ALL, attributes=list("甲乙丙丁戊"))
    found = freeze(story, paper)
    last = found.items.last()
    mark(story, paper, found, items=[last], tick=Tick.EXCEPTION, note="沒有核准")

    page = browse("sample", paper.pk)
    against = browse("sample", paper.pk, query="?marks=exception")
    left = browse("sample", paper.pk, query="?marks=unmarked&size=20")
    table = b"".join(browse("sample", paper.pk, query="?export=csv").streaming_content).decode()

    assert page.text.count("<select form") == 300
    assert against.text.count("<select form") == 5
    assert "儲存並到下一頁" in left.text and left.text.count("<select form") == 100
    assert table.count("\r\n") == 61
    assert "✗ 例外,✗ 例外,✗ 例外,✗ 例外,✗ 例外,沒有核准" in table


def test_saving_a_page_leaves_the_marks_of_others(browse, story, paper):
    plan(story, paper, method=Method.ALL)
    found = freeze(story, paper)
    first, *rest = found.items.all()
    mark(story, paper, found, items=rest)

    saved = browse(
        "sample_mark",
        paper.pk,
        query="?size=20",
        data={f"tick-{first.pk}-A": "match", f"note-{first.pk}": "", "go": "2"},
    )

    assert saved.url.endswith("?size=20&page=2#items")
    assert result_of(found).unmarked == ((first.key, "B"),)


@pytest.mark.parametrize("name", ["tick-x-A", "tick-0-A", "tick-99999999999999999999-A", "note-"])
def test_a_name_that_is_not_ours_is_refused(browse, story, paper, name):
    plan(story, paper)
    freeze(story, paper)

    browse("sample_mark", paper.pk, data={name: "match"})

    assert not ItemMark.objects.exists()


def test_a_signed_papers_sample_is_shown_without_forms(browse, story, paper):
    plan(story, paper)
    mark(story, paper, freeze(story, paper))
    conclude(story, paper)
    prepare(story, paper)

    page = browse("sample", paper.pk).text

    assert "<select form" not in page and "重新抽樣" not in page
    assert page.count("✓ 相符") >= 50


def test_without_a_sample_the_page_says_what_to_do(browse, client, story, paper):
    assert "訂抽樣計畫" in browse("sample", paper.pk).text
    client.force_login(story.ciso)
    assert "編製中的底稿才能訂抽樣計畫" in browse("sample", paper.pk).text
