"""The heads of columns, and what each says its column holds."""

import re
from collections.abc import Sequence

from ..fold import squeezed

_AFTER = re.compile(
    r"(修訂|修正|增修|新增?|變更|調整)(後|條文|規定|內容|草案|名稱)|^新(條文|規定)"
    r"|^擬?修正$|amended|after|proposed",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(修訂|修正|變更|調整)前|現行|原(條文|規定|內容)|^舊|current|before|existing", re.IGNORECASE
)
_REASON = re.compile(r"(說明|理由|備註)|explanation|reason|note", re.IGNORECASE)
_LONGEST_AMENDMENT = 14
_ENGLISH_AMENDMENT = 30
_ASSESSMENT = (
    ("number", re.compile(r"編號|項次|序號|^no$|^item$", re.IGNORECASE)),
    ("cadence", re.compile(r"週期|頻率|frequency", re.IGNORECASE)),
    (
        "procedure",
        re.compile(r"程序|查核方法|測試步驟|查核步驟|procedure|test", re.IGNORECASE),
    ),
    ("source", re.compile(r"規定|來源|依據|法令|參酌|法規|source|reference", re.IGNORECASE)),
    (
        "control",
        re.compile(r"(控制|查核|稽核|檢查|評估)(重點|項目|要點)|作業項目|控制目標|control", re.I),
    ),
    (
        "area",
        re.compile(r"內部控制制度|控制作業|循環|類別|領域|構面|項目|area|system", re.IGNORECASE),
    ),
)
_LONGEST_ASSESSMENT = 30


def amendment_kind(text: str) -> str:
    """Return what a column of an amendment table holds: after, before, reason; "" for no head."""
    head = squeezed(text)
    longest = _ENGLISH_AMENDMENT if head.isascii() else _LONGEST_AMENDMENT
    if not head or len(head) > longest:
        return ""
    if _BEFORE.search(head):
        return "before"
    if _AFTER.search(head):
        return "after"
    return "reason" if _REASON.search(head) else ""


def assessment_kind(text: str) -> str:
    """Return what a column of an assessment table holds; "" for no head."""
    head = squeezed(text)
    if not head or len(head) > _LONGEST_ASSESSMENT or "。" in text:
        return ""
    return next((kind for kind, form in _ASSESSMENT if form.search(head)), "")


def is_amendment_header(texts: Sequence[str]) -> bool:
    return {"after", "before"} <= {amendment_kind(text) for text in texts}


def is_assessment_header(texts: Sequence[str]) -> bool:
    return {"procedure", "control"} <= {assessment_kind(text) for text in texts}
