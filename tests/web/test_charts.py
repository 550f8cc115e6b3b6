import doctest
from itertools import pairwise

import pytest
from django.template.loader import render_to_string

from chahe.web import charts
from chahe.web.charts import Part, columns, horizontal, stacked, verdicts


def test_examples_in_the_module_hold():
    assert doctest.testmod(charts).failed == 0


@pytest.mark.parametrize("draw", [horizontal, columns, verdicts])
@pytest.mark.parametrize("values", [{}, {"conforming": 0}, {"conforming": 1}])
def test_chart_of_little_or_nothing_is_still_a_chart(draw, values):
    chart = draw(values)

    assert all(mark.width >= 0 and mark.height >= 0 for mark in chart.marks)


def test_stacked_fills_the_width_and_never_overlaps():
    chart = stacked([Part(str(n), n * n) for n in range(8)])

    edges = [(mark.x, mark.x + mark.width) for mark in chart.marks]

    assert edges[0][0] == 0
    assert edges[-1][1] == charts.WIDTH
    assert all(end <= start for (_, end), (start, _) in pairwise(edges))


def test_stacked_shows_a_part_too_small_to_see():
    chart = stacked([Part("多", 100_000), Part("少", 1)])

    assert [mark.width > 0 for mark in chart.marks] == [True, True]


def test_verdicts_list_every_verdict_and_the_unanswered():
    chart = verdicts({"conforming": 3}, unanswered=2)

    assert chart.rows == (
        ("符合", 3),
        ("不符", 0),
        ("證據不足", 0),
        ("未發生", 0),
        ("不適用", 0),
        ("未填", 2),
    )


def test_chart_is_drawn_with_attributes_and_told_in_a_table():
    html = render_to_string("_chart.html", {"chart": horizontal({"甲": 5}), "label": "缺失"})

    assert '<rect class="bar tone-accent" x="150" y="4" width="360" height="18" rx="2"/>' in html
    assert 'role="img" aria-label="缺失"' in html
    assert '<th scope="row">甲</th><td>5</td>' in html.replace("\n", "").replace("  ", "")
    assert "style=" not in html


def test_chart_without_numbers_says_so():
    html = render_to_string("_chart.html", {"chart": stacked([]), "label": "缺失"})

    assert "目前沒有可以畫成圖的數字" in html
    assert "<svg" not in html
