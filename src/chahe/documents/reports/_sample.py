"""抽樣 in a working paper: the plan, what was seen of each item, and what that can prove."""

from collections.abc import Iterator
from string import ascii_uppercase

from ..dates import instant_text
from ..model import Facts, Heading, Paragraph, Part, Table
from ..record import PaperRecord
from ..work_record import SamplingRecord

UNMARKED = "未標記"
_KEY, _LABEL, _TICK, _NOTE = 3.2, 4.6, 0.9, 3.4


def population_text(paper: PaperRecord) -> str:
    """Say what the population was, in the words of whoever wrote them or as the sample has it."""
    if paper.population or not (sampling := paper.sampling):
        return paper.population or "未載明"
    return f"{sampling.source}，共 {sampling.population_size:,} 筆；{sampling.completeness}"


def sample_text(paper: PaperRecord) -> str:
    """Say what was sampled and how, in the words of whoever wrote them or as it was drawn."""
    if paper.sample or not (sampling := paper.sampling):
        return paper.sample or "未載明"
    return f"{sampling.method}，{len(sampling.items):,} 筆"


def sample_parts(sampling: SamplingRecord) -> Iterator[Part]:
    """Yield a sample under its heading; attributes are lettered, so that many fit a page."""
    letters = tuple(map(_letter, range(len(sampling.attributes))))
    yield Heading("抽樣", 2)
    yield Facts(_plan(sampling))
    if sampling.attributes:
        marks = tuple(mark for mark, _ in sampling.legend)
        head = ("代號", "測試屬性", *marks, UNMARKED)
        widths = (1.2, 7.0, *(1.0,) * len(marks), 1.5)
        yield Table(head, tuple(_counts(sampling, letters)), widths, "測試屬性")
        said = "；".join(f"{mark} {meaning}" for mark, meaning in sampling.legend)
        yield Paragraph(f"記號：{said}。空白為{UNMARKED}。")
    if sampling.items:
        yield _grid(sampling, letters)
    yield Paragraph(f"樣本能說明什麼：{sampling.sentence}")


def _plan(sampling: SamplingRecord) -> tuple[tuple[str, str], ...]:
    wanted = "全部" if sampling.size is None else f"{sampling.size:,} 筆"
    fixed = f"{sampling.fixed_by or '未載明'}，{instant_text(sampling.fixed_at)}"
    frozen = f"{sampling.frozen_by or '未載明'}，{instant_text(sampling.frozen_at)}"
    return (
        ("方法／計畫樣本數", f"{sampling.method}／{wanted}"),
        *([("方法的理由", sampling.reason)] if sampling.reason else []),
        *sampling.parameters,
        *([("種子", sampling.seed)] if sampling.seed else []),
        ("計畫定案", fixed),
        ("母體來源", sampling.source or "未載明"),
        ("母體筆數", f"{sampling.population_size:,} 筆"),
        ("母體凍結", frozen),
        ("母體完整性", sampling.completeness or "未查核，不能視為完整"),
        ("實際樣本數", f"{len(sampling.items):,} 筆"),
        *(("先前放棄之抽樣", said) for said in sampling.abandoned),
        ("抽樣摘要值", sampling.digest or "尚未計算"),
    )


def _counts(sampling: SamplingRecord, letters: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for column, (letter, attribute) in enumerate(zip(letters, sampling.attributes, strict=True)):
        seen = [item.ticks[column] for item in sampling.items]
        counts = (f"{seen.count(mark):,}" for mark, _ in (*sampling.legend, ("", "")))
        yield (letter, attribute, *counts)


def _grid(sampling: SamplingRecord, letters: tuple[str, ...]) -> Table:
    noted = any(item.note for item in sampling.items)
    rows = tuple(
        (str(n), item.key, item.label, *item.ticks, *([item.note] if noted else []))
        for n, item in enumerate(sampling.items, 1)
    )
    head = ("序號", "項目", "內容", *letters, *(["說明"] if noted else []))
    widths = (1.1, _KEY, _LABEL, *(_TICK,) * len(letters), *([_NOTE] if noted else []))
    return Table(head, rows, widths, "樣本逐筆測試")


def _letter(column: int) -> str:
    """Return A to Z, then AA to ZZ and on.

    >>> [_letter(column) for column in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    above, here = divmod(column, len(ascii_uppercase))
    return (_letter(above - 1) if above else "") + ascii_uppercase[here]
