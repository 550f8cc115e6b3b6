"""Forms that plan: sections of a month, and a question for many firms."""

from typing import Any

from django import forms

from chahe.rulebook import evidence_kinds
from chahe.web.roc_fields import RocDateField
from chahe.workflow import InspectionKind

NEEDS_SUBJECT = frozenset({InspectionKind.SELECTED})
Choices = list[tuple[str, list[tuple[str, str]]]]


class PlanForm(forms.Form):
    """Which sections to inspect, in the periods that hold a month's first day."""

    kind = forms.ChoiceField(label="種類", choices=())
    month = RocDateField(
        label="月份",
        help_text="填該月任一天，例如 115/11/01；半年與年度項目會安排到該月所在的期別。",
    )
    subject = forms.CharField(
        label="事由",
        max_length=100,
        required=False,
        help_text="選案查核要寫明緣由，例如「客訴 1151103 號」；同一期別可以有不同事由的查核。",
    )
    sections = forms.MultipleChoiceField(
        label="查核項目", widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(
        self, *args: Any, kinds: list[InspectionKind], choices: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["sections"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("kind") in NEEDS_SUBJECT and not said.get("subject"):
            self.add_error("subject", "選案查核請寫明事由。")
        return said


class CampaignForm(forms.Form):
    """One question, the firms it is asked of, the days it is about and by when."""

    title = forms.CharField(label="專案名稱", max_length=80)
    reason = forms.CharField(label="緣由", widget=forms.Textarea(attrs={"rows": 2}))
    question = forms.CharField(
        label="查核問題",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="要能以符合、不符、未發生或不適用回答。",
    )
    procedure = forms.CharField(
        label="查核程序",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="一行一個步驟，例如：取得供應商清冊。",
    )
    evidence_kinds = forms.MultipleChoiceField(
        label="要看的佐證", widget=forms.CheckboxSelectMultiple, choices=()
    )
    rules = forms.MultipleChoiceField(
        label="依據的條款",
        choices=(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text="可不選：沒有選條款時，每家只問上面的問題；選了條款，還會各有一份底稿。",
    )
    since = RocDateField(label="查核期間自", help_text="例如 115/01/01")
    until = RocDateField(label="查核期間至", help_text="例如 115/06/30")
    due_on = RocDateField(label="應完成日", help_text="例如 115/08/31")
    firms = forms.MultipleChoiceField(label="對象", widget=forms.CheckboxSelectMultiple, choices=())

    def __init__(
        self, *args: Any, firms: list[tuple[str, str]], rules: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["firms"].choices = firms  # type: ignore[attr-defined]
        self.fields["rules"].choices = rules  # type: ignore[attr-defined]
        self.fields["evidence_kinds"].choices = list(evidence_kinds().items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        since, until, due_on = said.get("since"), said.get("until"), said.get("due_on")
        if since and until and until < since:
            self.add_error("until", "期間的最後一天不能早於第一天。")
        if until and due_on and due_on < until:
            self.add_error("due_on", "應完成日不能早於查核期間的最後一天。")
        return said
