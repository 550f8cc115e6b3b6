"""An inspection's life: open until every paper is approved, then sealed for ever."""

from enum import StrEnum


class InspectionState(StrEnum):
    OPEN = "open"
    SEALED = "sealed"


INSPECTION_LABELS = {InspectionState.OPEN: "進行中", InspectionState.SEALED: "已封存"}


class InspectionKind(StrEnum):
    SELF = "self"
    INTERNAL_AUDIT = "internal_audit"
    ROUTINE = "routine"
    SELECTED = "selected"
    SPECIAL = "special"
    CPA = "cpa"

    @property
    def label(self) -> str:
        return _KINDS[self]


_KINDS = {
    InspectionKind.SELF: "自行查核",
    InspectionKind.INTERNAL_AUDIT: "內部稽核",
    InspectionKind.ROUTINE: "例查",
    InspectionKind.SELECTED: "選案",
    InspectionKind.SPECIAL: "專案",
    InspectionKind.CPA: "會計師查核",
}
