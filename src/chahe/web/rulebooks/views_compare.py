"""版本比較: any two editions side by side, and their 修訂對照表 as a file."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from chahe.documents.comparison import CHANGED, comparison_table
from chahe.documents.writers import load_writers
from chahe.rulebook import ChangeKind

from ..accounts.doors import signed_in_door
from ..listing import csv_response
from . import queries_choosing, queries_compare

EVERY = "all"
_HEADINGS = ("修正", "修訂前條號", "修訂前內容", "修訂後條號", "修訂後內容", "相似度", "說明")
_KINDS = {
    "": ("有變動", CHANGED),
    **{kind.value: (kind.label, (kind,)) for kind in (*CHANGED, ChangeKind.SAME)},
    EVERY: ("全部", tuple(ChangeKind)),
}


@require_safe
@signed_in_door
def compare(request: HttpRequest) -> HttpResponse:
    found = _comparison(request)
    kind = _kind(request)
    _, kinds = _KINDS[kind]
    rows = found.rows(kinds)
    if request.GET.get("export") == "csv":
        asked = (row for row in rows if row.asked_for)
        return csv_response(f"{found.after.title}-版本比較", _HEADINGS, map(_cells, asked))
    pair = QueryDict(mutable=True)
    pair.update({"before": found.before.id, "after": found.after.id})
    swapped = QueryDict(mutable=True)
    swapped.update({"before": found.after.id, "after": found.before.id})
    context = {
        "comparison": found,
        "rows": rows,
        "choices": queries_choosing.choices(),
        "tabs": [*_tabs(found, kind, pair.urlencode())],
        "kind": kind,
        "count": sum(row.asked_for for row in rows),
        "query": f"{pair.urlencode()}&kind={kind}" if kind else pair.urlencode(),
        "swapped": swapped.urlencode(),
        "papers": [(writer.title, suffix) for suffix, writer in load_writers().items()],
    }
    return render(request, "rulebooks/compare.html", context)


@require_safe
@signed_in_door
def paper(request: HttpRequest, suffix: str) -> HttpResponse:
    """Answer the 修訂對照表 of two editions: of what changed, or of every rule."""
    writer = load_writers().get(suffix)
    if writer is None:
        raise Http404("沒有這種檔案格式")
    found = _comparison(request)
    every = _kind(request) == EVERY
    document = comparison_table(found.record(), made_at=timezone.localtime(), every=every)
    response = HttpResponse(writer.write(document), content_type=writer.media_type)
    name = f"{document.title}.{suffix}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _comparison(request: HttpRequest) -> queries_compare.Comparison:
    asked = (request.GET.get("before", ""), request.GET.get("after", ""))
    return queries_compare.comparison(*queries_choosing.chosen(*asked))


def _kind(request: HttpRequest) -> str:
    asked = request.GET.get("kind", "")
    return asked if asked in _KINDS else ""


def _tabs(found: queries_compare.Comparison, kind: str, pair: str) -> Iterator[dict[str, object]]:
    """Yield what there is to look at, and how much of it there is."""
    counts = found.counts
    for key, (label, kinds) in _KINDS.items():
        yield {
            "label": label,
            "url": f"?{pair}&kind={key}" if key else f"?{pair}",
            "current": key == kind,
            "count": sum(counts[each] for each in kinds),
        }


def _cells(row: queries_compare.Row) -> tuple[object, ...]:
    return (
        row.compared.kind.label,
        row.old.cited if row.old else "",
        row.old.words if row.old else "",
        row.new.cited if row.new else "",
        row.new.words if row.new else "",
        round(row.compared.likeness, 2),
        row.compared.reason,
    )
