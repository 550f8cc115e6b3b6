"""Every ray: words a person can act on, a test of its own, and silence where nothing is wrong."""

import ast
import re
from pathlib import Path

import pytest

import chahe.web.xrays.rays as package
from chahe.web.xrays.rays import LiveRay, deep_rays, live_rays, load_rays
from chahe.workflow import Severity

HERE = Path(__file__).parent
RAYS = load_rays()


@pytest.fixture
def seen(year):
    year.scan()
    return {each.ray.id: each for each in year.look().every()}


def test_rays_are_what_the_folder_holds():
    folder = Path(package.__file__).parent
    found = sorted(path.stem for path in folder.glob("[!_]*.py"))

    assert sorted(RAYS) == found
    assert len(live_rays()) + len(deep_rays()) == len(found)
    assert [ray.id for ray in RAYS.values()] == list(RAYS)


@pytest.mark.parametrize("ray_id", sorted(RAYS))
def test_a_ray_says_why_what_it_breaks_and_what_to_do(ray_id):
    ray = RAYS[ray_id]

    assert isinstance(ray.severity, Severity)
    assert re.fullmatch(r"[\u4e00-\u9fff，、]{4,20}", ray.title)
    for words in (ray.why, ray.breaks, ray.remedy):
        assert words.endswith("。") and len(words) > 12
    assert "請" in ray.remedy
    assert re.search(r"[\u4e00-\u9fff]", ray.noun)


def test_no_two_rays_share_a_title():
    titles = [ray.title for ray in RAYS.values()]

    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("ray_id", sorted(RAYS))
def test_a_ray_has_a_test_that_sees_a_contradiction(ray_id):
    source = ast.parse((HERE / "rays" / f"test_{ray_id}.py").read_text("utf-8"))
    tests = [node.name for node in ast.walk(source) if isinstance(node, ast.FunctionDef)]

    assert [name for name in tests if name.startswith("test_")]
    assert f'hits("{ray_id}"' in ast.unparse(source).replace("'", '"')


def test_no_ray_sees_anything_in_a_clean_year_and_each_looked(seen):
    assert {name: each.found for name, each in seen.items() if each.found != 0} == {}
    assert [name for name, each in seen.items() if not each.looked] == []


@pytest.mark.parametrize("ray_id", sorted(ray.id for ray in live_rays()))
def test_a_live_rays_rows_can_be_sorted_and_searched(year, ray_id):
    from django.db.models import Q

    ray = RAYS[ray_id]
    assert isinstance(ray, LiveRay)
    rows = ray.of.rows(year.firm, year.officer).filter(ray.among)
    found = rows.filter(Q(**{f"{ray.of.search[0]}__icontains": "無"})).order_by(ray.since, "pk")

    assert list(found) == []
    for row in rows.select_related(*ray.of.related)[:1]:
        hit = ray.shown(row, year.today)
        assert hit.label and hit.words.endswith("。") and hit.url.startswith("/firms/8888/")
