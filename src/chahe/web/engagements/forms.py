"""Forms of engagements and their people: they validate; actions save."""

from typing import Any

from django import forms

from chahe.deadlines import Period, days_after
from chahe.web.accounts.models import User
from chahe.web.roc_fields import RocDateField
from chahe.workflow.engagement import EngagementKind

from .actions.opening import Terms
from .actions.people import Invited
from .models import TradingStop

_FIRST, _LAST = 100, 200  # fiscal years, 民國


class ReasonForm(forms.Form):
    """A reason, in words."""

    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, label: str = "理由", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label


class StopChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.stopped_on.year - 1911}/{obj.stopped_on:%m/%d} {obj.cause[:40]}"


class OpenForm(forms.Form):
    """What a CPA is engaged for; a yearly engagement's days follow from its fiscal year."""

    kind = forms.ChoiceField(label="種類", choices=[(k.value, k.label) for k in EngagementKind])
    platform = forms.CharField(label="交易平臺", max_length=100)
    accounting_firm = forms.CharField(label="會計師事務所", max_length=100)
    accounting_number = forms.CharField(label="事務所證號", max_length=60, required=False)
    year = forms.IntegerField(
        label="會計年度",
        min_value=_FIRST,
        max_value=_LAST,
        help_text="民國年，例如 115。年度評估的期間、基準日與應出具日由它推算。",
    )
    first_month = forms.IntegerField(
        label="會計年度起始月", min_value=1, max_value=12, initial=1, required=False
    )
    period_start = RocDateField(
        label="評估期間自", required=False, help_text="年度評估免填；例如 115/01/01"
    )
    period_last = RocDateField(
        label="評估期間至", required=False, help_text="年度評估免填；例如 115/06/30"
    )
    basis_on = RocDateField(
        label="基準日", required=False, help_text="年度評估免填；例如 115/06/30"
    )
    due_on = RocDateField(
        label="應出具日",
        required=False,
        help_text="申請或遷移填當日；停止交易專案填恢復交易前的日期。年度評估免填。",
    )
    due_source = forms.CharField(
        label="應出具日的依據",
        max_length=300,
        required=False,
        help_text="例如申請案、公文或契約的日期與文號。年度評估免填。",
    )
    points = forms.MultipleChoiceField(
        label="控制重點",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="不選表示全部評估。",
    )
    stops = StopChoice(
        label="所評估的停止交易",
        queryset=TradingStop.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="停止交易專案才選。",
    )

    def __init__(self, *args: Any, firm: Any, points: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["points"].choices = points  # type: ignore[attr-defined]
        self.fields["stops"].queryset = TradingStop.objects.filter(firm=firm)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, last = cleaned.get("period_start"), cleaned.get("period_last")
        if start and last and last < start:
            self.add_error("period_last", "評估期間的末日早於首日，請更正。")
        if bool(start) != bool(last) and not self.errors:
            self.add_error("period_last", "評估期間的首日與末日要一起填。")
        return cleaned

    @property
    def terms(self) -> Terms:
        """Return what a valid form asks for."""
        said = self.cleaned_data
        start, last = said["period_start"], said["period_last"]
        return Terms(
            kind=EngagementKind(said["kind"]),
            platform=said["platform"],
            accounting_firm=said["accounting_firm"],
            accounting_number=said["accounting_number"],
            year=said["year"] + 1911,
            first_month=said["first_month"] or 1,
            period=Period(start, days_after(last, 1)) if start and last else None,
            basis_on=said["basis_on"],
            due_on=said["due_on"],
            due_source=said["due_source"],
            points=said["points"],
            stops=list(said["stops"]),
        )


class PersonForm(forms.Form):
    """Who comes, and for how long."""

    username = forms.CharField(
        label="會計師的帳號",
        max_length=150,
        help_text="由系統管理者以會計師角色建立的帳號，例如 wu.ce",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    certificate = forms.CharField(
        label="會計師證書字號",
        max_length=60,
        required=False,
        help_text="簽證會計師必填；查核人員不填，不能簽證報告。",
    )
    since = RocDateField(label="存取自", help_text="例如 115/11/01")
    until = RocDateField(label="存取至", help_text="含當日；次日起自動失效。例如 116/03/31")

    def clean_username(self) -> User:
        found = User.objects.filter(username__iexact=self.cleaned_data["username"]).first()
        if found is None:
            raise forms.ValidationError("沒有這個帳號，請向系統管理者確認。")
        return found

    @property
    def invited(self) -> Invited:
        """Return who a valid form names."""
        said = self.cleaned_data
        return Invited(said["username"], said["since"], said["until"], said["certificate"])


class UntilForm(ReasonForm):
    """A person's new last day, and why."""

    until = RocDateField(label="存取至", help_text="含當日；次日起自動失效。例如 116/03/31")
    field_order = ["until", "reason"]
