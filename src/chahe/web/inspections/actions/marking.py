"""Mark what was seen of the items of a sample; a mark is never changed, only followed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from chahe.ledger.canonical import digest
from chahe.sampling import Tick
from chahe.workflow import Refused

from ..digests import sampling_inputs
from ..models import ItemMark, SampleItem, WorkingPaper
from ..sampled import active_sampling, latest_marks
from .papers import journal_paper, lock_draft


@dataclass(frozen=True)
class Marked:
    """What was seen of some attributes of one item, by its id, and in words."""

    item: int
    ticks: dict[str, Tick]
    note: str = ""


@transaction.atomic
def mark_items(*, paper: WorkingPaper, by: Any, marked: Sequence[Marked]) -> int:
    """Keep the marks that say something new; return how many.

    A note goes with every mark of its item, so that a new note marks the item anew.

    :raises Refused: if the paper is signed, or there is no such item or attribute in its sample
    """
    paper = lock_draft(paper)
    sampling = active_sampling(paper)
    if sampling is None or not sampling.is_frozen:
        raise Refused("還沒有樣本可以標記；請先訂計畫、凍結母體。")
    wanted = [each.item for each in marked]
    items = {
        item.pk: item for item in sampling.items.filter(pk__in=wanted).prefetch_related("marks")
    }
    known = {key for key, _ in sampling.attributes}
    if set(wanted) - items.keys() or any(each.ticks.keys() - known for each in marked):
        raise Refused("標記的項目或屬性不在這份樣本裡；請重新整理頁面後再標記。")
    new = [mark for each in marked for mark in _new_marks(items[each.item], each, by)]
    if new:
        ItemMark.objects.bulk_create(new)
        detail = {"attempt": sampling.attempt, "marks": len(new)}
        drawn = Prefetch("items", SampleItem.objects.order_by("position"))
        prefetch_related_objects([sampling], drawn, "items__marks")
        after = digest(sampling_inputs(sampling)["marks"])
        journal_paper("paper.sample_marked", paper, by, after=after, detail=detail)
    return len(new)


def _new_marks(item: SampleItem, said: Marked, by: Any) -> list[ItemMark]:
    latest, note = latest_marks(item), said.note.strip()
    ticks = {name: mark.tick for name, mark in latest.items()} | said.ticks
    return [
        ItemMark(item=item, attribute=name, tick=tick, note=note, by=by, at=timezone.now())
        for name, tick in ticks.items()
        if name not in latest or (latest[name].tick, latest[name].note) != (tick, note)
    ]
