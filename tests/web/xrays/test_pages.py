"""The page of contradictions: what it counts, what each ray lists, and who sees which."""

import csv
import io
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from tests.factories import make_user
from tests.web.inspections.story import Story

from chahe.web.accounts.roles import Role
from chahe.web.inspections.models import Attachment, Inspection
from chahe.web.xrays import counting
from chahe.web.xrays.models import Scan
from chahe.web.xrays.queries import Look
from chahe.web.xrays.rays import load_rays

INDEX, BARE = "/firms/8888/xrays/", "conforming_without_evidence"


@pytest.fixture
def client(year):
    return signed_in(year.officer)


@pytest.fixture
def bare(year, unguarded):
    """A contradiction: the conforming paper, without its evidence."""
    Attachment.objects.filter(paper=year.conforming).delete()
    return year.conforming


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def rows(response):
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


def page_of(ray_id):
    return reverse("xray", args=["8888", ray_id])


def test_a_clean_year_says_how_much_was_looked_at(year, client):
    year.scan()

    page = text(client.get(INDEX))

    assert "處矛盾" not in page
    assert page.count("沒有矛盾") >= len(load_rays())
    assert "1 次已封存的查核" in page


def test_a_contradiction_is_counted_and_comes_first(year, client, bare):
    page = text(client.get(INDEX))

    first = page.index("/xrays/of/")
    assert page[first:].startswith(f"/xrays/of/{BARE}/")
    assert "1 處矛盾" in page


def test_what_was_never_scanned_is_not_said_to_be_clean(year, client):
    page = text(client.get(f"{INDEX}?show=blind"))

    assert page.count("還沒有檢視過") >= 8
    assert "沒有矛盾</span>" not in page.split("<tbody>")[1]


def test_only_what_is_found_can_be_shown_and_exported(year, client, bare):
    found = rows(client.get(f"{INDEX}?show=found&export=csv"))

    assert [row[1] for row in found] == ["代碼", BARE]
    assert found[1][4] == "1"


def test_an_unknown_choice_shows_all(year, client):
    assert text(client.get(f"{INDEX}?show=none&span=1")).count("/xrays/of/") == len(load_rays())


def test_a_ray_lists_its_contradictions_with_why_and_what_to_do(year, client, bare):
    ray = load_rays()[BARE]

    page = text(client.get(page_of(BARE)))

    assert bare.get_absolute_url() in page
    for words in (ray.why, ray.breaks, ray.remedy, bare.title):
        assert words in page


def test_a_ray_without_contradictions_says_how_many_it_looked_at(year, client):
    page = text(client.get(page_of(BARE)))

    assert "看過的都沒有這種矛盾" in page
    assert "看了 2 份底稿" in page


def test_a_ray_with_nothing_to_look_at_says_so(year, client):
    page = text(client.get(page_of("population_known_before_plan") + "?kind=cpa"))

    assert "沒有符合條件的資料" in page


def test_a_rays_list_filters_searches_and_exports(year, client, bare):
    assert bare.title in text(client.get(page_of(BARE) + f"?q={bare.ref}"))
    assert "沒有符合條件的資料" in text(client.get(page_of(BARE) + "?q=nothing"))
    assert "沒有符合條件的資料" in text(client.get(page_of(BARE) + "?kind=cpa"))
    exported = rows(client.get(page_of(BARE) + "?export=csv"))
    assert [row[2] for row in exported] == ["矛盾", "結果是「符合」，沒有附上任何佐證。"]


def test_what_a_scan_found_is_listed(year, client, unguarded):
    year.sealed.papers.filter(pk=year.sampled.pk).update(conclusion="改過")
    year.scan()

    page = text(client.get(page_of("sealed_mismatch")))

    assert year.sampled.get_absolute_url() in page
    assert "上次檢視" in page
    exported = rows(client.get(page_of("sealed_mismatch") + "?export=csv"))
    assert len(exported) == 2


def test_work_of_long_ago_is_looked_at_when_all_is_asked_for(year, client, unguarded):
    Attachment.objects.filter(paper=year.sampled).delete()
    Inspection.objects.filter(pk=year.sealed.pk).update(due_on="2019-06-30")

    assert year.sampled.title not in text(client.get(page_of(BARE)))
    assert year.sampled.title in text(client.get(page_of(BARE) + "?span="))
    assert "處矛盾" not in text(client.get(INDEX))
    assert "1 處矛盾" in text(client.get(f"{INDEX}?span=all"))


def test_an_unknown_ray_is_not_found(client):
    assert client.get(page_of("no_such_ray")).status_code == 404


def test_a_scan_is_asked_for_once(year, client):
    first = client.post(f"{INDEX}scan/", follow=True)
    second = client.post(f"{INDEX}scan/", follow=True)

    assert "已開始檢視" in text(first)
    assert "正在檢視" in text(second)
    assert Scan.objects.count() == DBTaskResult.objects.count() == 1
    assert 'hx-trigger="every 2s"' in text(client.get(INDEX))
    part = text(client.get(f"{INDEX}progress/", headers={"HX-Request": "true"}))
    assert part.strip().startswith('<div id="scan"')
    assert "回矛盾檢視" in text(client.get(f"{INDEX}progress/"))


def test_who_may_not_scan_has_no_button(year):
    watcher = signed_in(make_user(Role.SIGNATORY, year.firm, enrolled=True))

    assert "重新檢視</button>" not in text(watcher.get(INDEX))
    assert watcher.post(f"{INDEX}scan/").status_code == 403


def test_a_supervisor_sees_a_firm(year, bare):
    supervisor = make_user(Role.SUPERVISOR, enrolled=True)

    assert "1 處矛盾" in text(signed_in(supervisor).get(INDEX))


def test_an_inspection_of_another_kind_is_seen_by_who_may_see_it(year, bare):
    Inspection.objects.filter(pk=year.opened.pk).update(kind="internal_audit")

    def seen(user):
        return Look(year.firm, user, year.today).one(load_rays()[BARE])

    assert (seen(year.officer).looked, seen(year.officer).found) == (1, 0)
    assert (seen(year.auditor).looked, seen(year.auditor).found) == (2, 1)


def test_what_a_scan_kept_is_seen_by_who_may_see_it(year, unguarded):
    Inspection.objects.filter(pk=year.sealed.pk).update(kind="routine", facts=[])
    year.scan()
    cpa = make_user(Role.CPA, year.firm, enrolled=True)

    def seen(user):
        found = Look(year.firm, user, year.today).one(load_rays()["sealed_mismatch"])
        return found.looked, found.found

    assert seen(year.officer)[0] == 1
    assert seen(year.officer)[1] >= 1
    assert seen(cpa) == (0, 0)


def test_another_firms_contradictions_are_not_counted(year, bare):
    other = Story("9999")

    found = Look(other.firm, other.officer, year.today).one(load_rays()[BARE])

    assert (found.looked, found.found) == (0, 0)


def test_a_live_ray_that_fails_blinds_no_other_and_never_says_none(year, client):
    def broken(on):
        raise ValueError("no such field")

    counting._written.cache_clear()
    with mock.patch.dict(vars(load_rays()[BARE]), contradicts=broken):
        seen = {each.ray.id: each for each in year.look().every()}
        page = text(client.get(INDEX))

    assert (seen[BARE].is_known, seen[BARE].found) == (False, None)
    assert sum(not each.is_known for each in seen.values()) == 1 + 8
    assert "這一項現在無法檢視" in page


@pytest.mark.parametrize("papers", [1, 3])
def test_the_pages_take_as_many_queries_whatever_they_find(year, client, unguarded, papers):
    for paper in year.plan("8").papers.all()[:papers]:
        Attachment.objects.filter(paper=year.conform(paper)).delete()
    year.scan()

    found = {}
    for url in (INDEX, page_of(BARE), page_of("sealed_mismatch")):
        with CaptureQueriesContext(connection) as asked:
            text(client.get(url))
        ours = [each for each in asked if "inspections_" in each["sql"] or "xrays_" in each["sql"]]
        found[url] = len(ours)
        assert len(asked) <= 14  # three of them when the session is kept alive

    assert list(found.values()) == [4, 3, 4]


def test_the_line_for_other_pages_counts(year, bare):
    from django.template import Context, Template
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    request.user = year.officer

    def line(user):
        request.user = user
        template = Template("{% load xray_panels %}{% xray_line %}")
        return template.render(Context({"request": request, "firm": year.firm}))

    assert INDEX in line(year.officer)
    assert ">1 <small>處</small>" in line(year.officer)
    assert line(year.owner).strip() == ""
