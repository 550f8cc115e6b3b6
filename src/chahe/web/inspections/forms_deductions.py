"""Forms of 扣分: a scheme as people enter it, and the entry a finding falls under."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from chahe.web.roc_fields import RocDateField
from chahe.workflow.deduction import (
    AVERAGE_LIMIT,
    LIMITS_SOURCE,
    SINGLE_LIMIT,
    Entry,
    EntryError,
    read_entries,
    shown,
)


class SchemeForm(forms.Form):
    """A version of a scheme; nothing of it is shipped but the two limits, which have a source."""

    name = forms.CharField(label="名稱", max_length=100, help_text="例如：證交所內部稽核扣分標準")
    since = RocDateField(label="自何日起", help_text="從這一天起開立的缺失適用，例如 115/01/01")
    source = forms.CharField(
        label="來源", max_length=300, help_text="可以查證的文號、法規名稱與條次，或公文日期。"
    )
    entries = forms.CharField(
        label="扣分項目",
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="一行一項：代號｜項目｜扣分；可以從試算表貼上三欄。",
    )
    single_limit = forms.DecimalField(
        label="單次扣分門檻",
        min_value=Decimal("0.1"),
        max_digits=6,
        decimal_places=1,
        initial=SINGLE_LIMIT,
        help_text="一次查核的扣分達到這個數字就要注意。",
    )
    average_limit = forms.DecimalField(
        label="平均分數門檻",
        min_value=Decimal("0.1"),
        max_digits=6,
        decimal_places=1,
        initial=AVERAGE_LIMIT,
        help_text="近一年例查的平均分數低於這個數字就要注意。",
    )
    limits_source = forms.CharField(label="門檻來源", max_length=300, initial=LIMITS_SOURCE)

    def clean_entries(self) -> tuple[Entry, ...]:
        try:
            return read_entries(self.cleaned_data["entries"])
        except EntryError as error:
            raise forms.ValidationError(str(error)) from None


class DeductForm(forms.Form):
    key = forms.ChoiceField(label="扣分項目", required=False, choices=())

    def __init__(self, *args: Any, entries: Sequence[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.key, f"{each.name}（{shown(each.points)} 分）") for each in entries]
        self.fields["key"].choices = [("", "不扣分"), *choices]  # type: ignore[attr-defined]
