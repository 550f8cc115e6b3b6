"""Fewer items than planned."""

from chahe.web.inspections.models import ItemMark, SampleItem, Sampling


def test_it_is_seen(year, unguarded):
    item = SampleItem.objects.filter(sampling__paper=year.sampled).last()
    ItemMark.objects.filter(item=item).delete()
    item.delete()

    (hit,) = year.hits("sample_smaller_than_planned")

    assert hit.words == "計畫抽 25 筆，樣本只有 24 筆。"


def test_one_that_was_never_drawn_is_seen(year, unguarded):
    Sampling.objects.update(frozen_at=None, frozen_by=None, digest="")

    (hit,) = year.hits("sample_smaller_than_planned")

    assert "沒有凍結" in hit.words


def test_one_given_up_is_left_alone(year, unguarded):
    Sampling.objects.update(abandoned_at=year.sealed.sealed_at, abandoned_reason="重來")
    SampleItem.objects.filter(pk=SampleItem.objects.last().pk).update(key="X")

    assert year.hits("sample_smaller_than_planned") == []
