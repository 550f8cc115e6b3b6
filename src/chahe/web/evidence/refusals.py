"""Why evidence is not taken, or no longer trusted; every message is for the user."""

from chahe import workflow

from ..templatetags.taiwan import filesize

NO_ROOM = "伺服器無法寫入檔案（空間可能不足），沒有存入任何資料。請通知系統管理者"


class Refused(workflow.Refused):
    """What was handed in is not taken. `message` says what is wrong and what to do; `about` is the
    word of `receive` it is about.
    """

    def __init__(self, message: str, *, about: str = "upload") -> None:
        self.message, self.about = message, about
        super().__init__(message)


class TooBig(Refused):
    """More bytes than `settings.EVIDENCE_MAX_BYTES`."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"檔案超過上限 {filesize(limit)}，沒有存入。請縮短匯出的期間、分成幾個檔案後再上傳"
        )


class EvidenceDamaged(Exception):
    """Evidence whose bytes are missing or no longer those of its digest."""

    def __init__(self, *evidences: object) -> None:
        self.evidences = evidences
        super().__init__(
            f"佐證檔案遺失或已遭變動，不可使用：{self._named()}。請通知系統管理者自備份還原"
        )

    def _named(self) -> str:
        return "、".join(f"「{one.name}」（#{one.pk}）" for one in self.evidences)  # type: ignore[attr-defined]
