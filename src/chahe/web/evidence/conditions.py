"""What must hold of the words and days somebody states with evidence."""

from datetime import date, datetime

from django.utils import timezone

from chahe.deadlines import days_after
from chahe.rulebook.vocabulary import evidence_kinds

from .refusals import Refused

AHEAD = 1  # days: a system east of Taipei may already write tomorrow's date


LONGEST = {"title": 200, "where_from": 200, "tool": 100, "purpose": 300, "reason": 300}


def accept_words(*, kind: str, where_from: str, **more: str) -> None:
    """Check that evidence is of a known kind, came from somewhere, and is said in few words.

    :raises Refused: if not
    """
    if kind not in evidence_kinds():
        raise Refused(f"沒有「{kind}」這種佐證，請從清單選擇佐證種類", about="kind")
    if not where_from.strip():
        raise Refused("請填寫檔案來源，例如「人資部提供」", about="where_from")
    accept_lengths(where_from=where_from, **more)


def accept_lengths(**words: str) -> None:
    """Check that words can be stored.

    :raises Refused: if one is too long, or holds a NUL
    """
    for about, text in words.items():
        if len(text) > LONGEST[about]:
            raise Refused(f"文字過長，上限 {LONGEST[about]} 字", about=about)
        if "\0" in text:
            raise Refused("文字含有無法儲存的字元，請重新輸入", about=about)


def accept_times(
    *,
    period: tuple[date, date] | None,
    collected_on: date,
    valid_until: date | None,
    at: datetime,
) -> None:
    """Check the times stated with evidence uploaded `at` an instant.

    :raises Refused: if it was collected in the future, or its days are out of order
    """
    if collected_on > days_after(timezone.localdate(at), AHEAD):
        raise Refused("蒐集日不可在未來，請填寫實際取得資料的日期", about="collected_on")
    if period and not period[0] < period[1]:
        raise Refused("涵蓋期間的迄日不可早於起日", about="period")
    if valid_until and valid_until < collected_on:
        raise Refused("有效日不可早於蒐集日", about="valid_until")
