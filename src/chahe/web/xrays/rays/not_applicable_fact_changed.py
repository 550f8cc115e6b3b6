"""A rule was left out as not applicable, and by what the firm has stated by now it binds."""

from collections.abc import Iterator

from django.utils import timezone

from chahe.deadlines import format_roc
from chahe.rulebook import Rule
from chahe.web.firms.models import Fact
from chahe.web.inspections.models import Inspection, WorkingPaper
from chahe.workflow import PaperState, Severity, Verdict

from ._model import SIGNED, Hit, deep_ray
from ._scoped import Scoped, Scopes


@deep_ray(
    "不適用的事實已改變",
    Severity.HIGH,
    noun="次查核",
    why="當初因為公司的事實而不適用；那件事實後來改報了，這一條其實適用。",
    breaks="不適用要有讀得懂的理由，來自公司的事實；事實改變，範圍就要重新界定。",
    remedy="還沒封存的，請重新界定範圍，或退回底稿改結果；已封存的，請以更正版本補做。",
)
class NotApplicableFactChanged(Scopes):
    def compare(self, inspection: Inspection, scoped: Scoped) -> Iterator[Hit]:
        left_out = {each["ref"]: each["reason"] for each in inspection.exclusions}
        for leaf in scoped.leaves(inspection) if left_out else ():
            binds, reason = scoped.judge(leaf)
            if binds and leaf.ref in left_out:
                words = (
                    f"{leaf.ref} {leaf.title}當時不適用（{left_out[leaf.ref]}）；現在：{reason}。"
                )
                yield self.hit(inspection, words)
        for paper in inspection.papers.filter(verdict=Verdict.NOT_APPLICABLE):
            rule = scoped.rule_of(paper)
            if rule is not None and (words := self._words(paper, rule, scoped)):
                yield self.hit(inspection, words, paper)

    def _words(self, paper: WorkingPaper, rule: Rule, scoped: Scoped) -> str:
        """Say that a paper's rule binds; of a signed one only when a fact it turns on is newer."""
        binds, reason = scoped.judge(rule)
        if not binds:
            return ""
        if paper.state == PaperState.LEFT:
            return f"當時{paper.left_words}；現在：{reason}。"
        newer = self._stated_after(paper, facts_in(rule))
        if paper.state in SIGNED and newer:
            day = format_roc(timezone.localdate(newer[-1].stated_at))
            return f"底稿簽「不適用」之後，公司在 {day}改報了事實；現在：{reason}。"
        return ""

    def _stated_after(self, paper: WorkingPaper, kinds: frozenset[str]) -> list[Fact]:
        stated = [each for each in self.stated if each.kind in kinds and each.since <= self.on]
        return [each for each in stated if each.stated_at > paper.changed_at]


def facts_in(rule: Rule) -> frozenset[str]:
    """Return the facts that a rule's applicability turns on."""
    return rule.applies.open_facts({}) if rule.applies else frozenset()
