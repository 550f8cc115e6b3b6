"""Forms of exemptions and thresholds; they validate, actions save."""

from typing import Any

from django import forms

from chahe.web.roc_fields import RocDateField


class ExemptionForm(forms.Form):
    until = RocDateField(label="保留至", help_text="到這一天為止，例如 116/03/31；屆滿後不再是例外")
    reason = forms.CharField(
        label="理由",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="為什麼暫時不能改、有什麼補償措施。",
    )


class ThresholdForm(forms.Form):
    value = forms.IntegerField(label="公司的數值", min_value=0, max_value=999_999_999)
    reason = forms.CharField(
        label="依據",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如公司內部規範的名稱與條次；放寬本系統預設時，寫明理由與由誰核准。",
    )

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].help_text = f"單位：{unit}"
