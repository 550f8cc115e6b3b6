"""What else a working paper holds: steps carried out, review notes, references, what is missing."""

from collections.abc import Iterator

from ..dates import instant_text
from ..model import Heading, Paragraph, Part, Table
from ..record import PaperRecord
from ..work_record import ReviewNoteRecord

REPEATABLE = "所列資料足供另一位查核人員依同一程序重作。"


def procedure_part(paper: PaperRecord) -> Part:
    """Return the steps as carried out, or as planned when nobody has yet."""
    if paper.steps:
        done = tuple(
            (str(n), step.method, step.text, step.done or "未填", step.tick or "未標記")
            for n, step in enumerate(paper.steps, 1)
        )
        head = ("步序", "方法", "程序", "執行情形", "記號")
        return Table(head, done, (1.2, 1.9, 6, 6, 1.4), "查核程序")
    if not paper.procedure:
        return Paragraph("未載明查核程序。")
    rows = tuple((str(n), *step) for n, step in enumerate(paper.procedure, 1))
    return Table(("步序", "方法", "程序"), rows, (1.2, 1.8, 12), "查核程序")


def work_parts(paper: PaperRecord) -> Iterator[Part]:
    """Yield references, review notes and what a second auditor lacks, where there are any."""
    if paper.references:
        rows = tuple((each.what, each.where) for each in paper.references)
        yield Heading("交互索引", 2)
        yield Table(("引用", "位置"), rows, (8, 7), "交互索引")
    if paper.notes:
        yield Heading("覆核意見", 2)
        head = ("序號", "覆核意見", "提出", "回覆", "結清")
        notes = tuple((str(n), *_note(note)) for n, note in enumerate(paper.notes, 1))
        yield Table(head, notes, (1.1, 4.8, 2.6, 4.8, 2.6), "覆核意見")
    if paper.repeatable is not None:
        yield Heading("能否重作", 2)
        missing = tuple((str(n), each) for n, each in enumerate(paper.repeatable, 1))
        if missing:
            yield Table(("序號", "另一位查核人員要重作，還缺"), missing, (1.2, 14), "重作所缺")
        else:
            yield Paragraph(REPEATABLE)


def _note(note: ReviewNoteRecord) -> tuple[str, str, str, str]:
    answer = f"{note.answer}\n{note.answered_by}　{instant_text(note.answered_at)}"
    return (
        note.text,
        f"{note.raised_by}\n{instant_text(note.raised_at)}",
        answer if note.answered_at else "尚未回覆",
        f"{note.cleared_by}\n{instant_text(note.cleared_at)}" if note.cleared_at else "尚未結清",
    )
