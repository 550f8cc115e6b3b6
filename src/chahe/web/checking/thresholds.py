"""Every threshold of every check, as a firm's list shows them."""

from dataclasses import dataclass

from chahe.checks import Check, Parameter, load_checks
from chahe.web.firms.models import Firm
from chahe.web.inspections.models import Threshold
from chahe.web.inspections.queries_thresholds import set_in
from chahe.web.listing import Column, Filter, Listing


@dataclass(frozen=True)
class Figure:
    """A parameter of a check, and what the firm set in its place, if anything."""

    check: Check
    parameter: Parameter
    own: Threshold | None

    @property
    def check_title(self) -> str:
        return self.check.title.partition("：")[0]

    @property
    def title(self) -> str:
        return self.parameter.title

    @property
    def source(self) -> str:
        return self.parameter.source

    @property
    def value(self) -> int:
        set_to = self.own.value if self.own else None
        return self.parameter.value if set_to is None else set_to

    @property
    def shown(self) -> str:
        return f"{self.value:,} {self.parameter.unit}"

    @property
    def usual(self) -> str:
        return f"{self.parameter.value:,} {self.parameter.unit}"

    @property
    def state(self) -> str:
        if self.own is None:
            return "usual"
        return "looser" if self.parameter.is_looser(self.value) else "stricter"

    @property
    def label(self) -> str:
        return dict(STATES)[self.state]

    @property
    def named_by(self) -> str:
        return "rule" if self.parameter.rule else "ours"


STATES = (("usual", "未變更"), ("stricter", "較嚴"), ("looser", "較寬"))
TONES = {"usual": "neutral", "stricter": "info", "looser": "warning"}


def figures_of(firm: Firm) -> list[Figure]:
    """Return every threshold in the order of the checks; one query."""
    own = set_in(firm)
    return [
        Figure(check, parameter, own.get((check.id, parameter.id)))
        for check in load_checks().values()
        for parameter in check.parameters
    ]


def figure_of(firm: Firm, check_id: str, parameter_id: str) -> Figure | None:
    """Return one threshold; None if there is no such."""
    check = load_checks().get(check_id)
    found = (each for each in check.parameters if each.id == parameter_id) if check else iter(())
    parameter = next(found, None)
    if check is None or parameter is None:
        return None
    return Figure(check, parameter, set_in(firm, check_id=check_id).get((check_id, parameter_id)))


THRESHOLDS = Listing(
    columns=(
        Column("check", "檢測", order_by="check_title", value="check_title"),
        Column("title", "門檻", order_by="title", value="title"),
        Column("value", "現在", value="shown"),
        Column("usual", "檢測原值", value="usual"),
        Column("source", "依據", value="source"),
        Column("state", "公司設定", value="label"),
        Column(
            "reason", "理由", in_table=False, value=lambda row: row.own.reason if row.own else ""
        ),
    ),
    filters=(
        Filter("state", "公司設定", STATES, "state"),
        Filter("named_by", "數值來自", (("rule", "規定"), ("ours", "本系統預設")), "named_by"),
    ),
    search=("check_title", "title", "source"),
    hint="檢測、門檻或依據",
)
