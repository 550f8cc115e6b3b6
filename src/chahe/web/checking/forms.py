"""Forms of exemptions; they validate, actions save."""

from django import forms

from chahe.web.roc_fields import RocDateField


class ExemptionForm(forms.Form):
    until = RocDateField(label="保留至", help_text="到這一天為止，例如 116/03/31；屆滿後不再是例外")
    reason = forms.CharField(
        label="理由",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="為什麼暫時不能改、有什麼補償措施。",
    )
