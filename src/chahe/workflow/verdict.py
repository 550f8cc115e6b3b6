"""The five verdicts, 查核結果."""

from enum import StrEnum


class Verdict(StrEnum):
    """What an inspection says of a rule.

    Missing, stale, partial, future-dated or unreadable evidence is only ever `INSUFFICIENT`.
    """

    CONFORMING = "conforming"
    NONCONFORMING = "nonconforming"
    NOT_APPLICABLE = "not_applicable"
    NO_OCCURRENCE = "no_occurrence"
    INSUFFICIENT = "insufficient"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Verdict.CONFORMING: "符合",
    Verdict.NONCONFORMING: "不符",
    Verdict.NOT_APPLICABLE: "不適用",
    Verdict.NO_OCCURRENCE: "未發生",
    Verdict.INSUFFICIENT: "證據不足",
}
