"""What must be done again because a rule has changed."""

from collections.abc import Iterator
from typing import Any

from chahe.rulebook import ChangeKind


def duties_of(kind: ChangeKind, *, bound: bool, binds: bool, touched: Any) -> tuple[str, ...]:
    """Say what a changed rule asks of a firm that it bound before, or binds now."""
    if kind is ChangeKind.RENUMBERED and bound == binds:
        return ()
    if not binds:
        return tuple(_of_gone(touched))
    if not bound:
        return ("新的要求：訂定作法、指定負責人並開始留存佐證。", *_of_reworded(touched))
    return tuple(_of_reworded(touched)) or ("對照新條文檢視現行作法，下一期依新條文查核。",)


def _of_reworded(touched: Any) -> Iterator[str]:
    drafts = sum(paper.is_draft for paper in touched.outdated)
    if drafts:
        yield f"編製中的底稿 {drafts} 份改依新條文填寫。"
    if signed := len(touched.outdated) - drafts:
        yield f"已簽核的底稿 {signed} 份是依舊條文簽的：未核定的退回重做，已核定的保留。"
    if touched.requests:
        yield f"未回覆的佐證請求 {len(touched.requests)} 筆，確認要的佐證是否仍然足夠。"
    if touched.outdated and touched.checks:
        yield f"重新執行自動檢測：{'、'.join(check.title for check in touched.checks)}。"
    if touched.findings:
        yield f"未結缺失 {len(touched.findings)} 件，確認改善計畫符合新條文。"


def _of_gone(touched: Any) -> Iterator[str]:
    drafts = sum(paper.is_draft for paper in touched.outdated)
    if drafts:
        yield f"編製中的底稿 {drafts} 份會以不適用結束，已簽核的保留。"
    if touched.requests:
        yield f"未回覆的佐證請求 {len(touched.requests)} 筆，確認是否還需要。"
    if touched.findings:
        yield f"未結缺失 {len(touched.findings)} 件仍要追蹤到結案。"
