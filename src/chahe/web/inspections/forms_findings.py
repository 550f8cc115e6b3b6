"""Forms of a finding's way to its cure; they validate, actions save."""

from typing import Any

from django import forms

from chahe.web.roc_fields import RocDateField

from .forms import FindingForm
from .models import Finding


class OpenFindingForm(FindingForm):
    """The five Cs, and the earlier finding this one repeats; the latest is proposed."""

    def __init__(self, *args: Any, earlier: list[Finding], periods: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earlier = {str(each.pk): each for each in earlier}
        if earlier:
            self.fields["recurs"] = forms.ChoiceField(
                label="再犯",
                required=False,
                choices=[("", "不是再犯"), *((str(e.pk), _told(e)) for e in earlier)],
                initial=str(earlier[0].pk),
                help_text=f"同一條、同一對象最近 {periods} 期內已有缺失，請確認這次是不是再犯。",
            )

    def said(self) -> dict[str, Any]:
        """Return what was filled in, the earlier finding as itself."""
        said = dict(self.cleaned_data)
        return {**said, "recurs": self.earlier.get(said.get("recurs", ""))}


def _told(finding: Finding) -> str:
    period = finding.paper.inspection.period_label
    return f"{finding.number}（{period}，{finding.get_state_display()}）"


class ExtensionForm(forms.Form):
    to_due = RocDateField(label="展延至", help_text="要晚於目前的期限，例如 115/12/31")
    reason = forms.CharField(
        label="展延理由",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="為什麼不能如期完成、已做到哪裡。",
    )


class AcceptanceForm(forms.Form):
    until = RocDateField(label="承受至", help_text="到這一天為止，例如 116/03/31；屆滿後恢復催辦")
    reason = forms.CharField(
        label="承受理由",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="為什麼暫時不改善、有什麼補償措施。",
    )


class DecisionForm(forms.Form):
    """A decision on what somebody else asked."""

    granted = forms.ChoiceField(
        label="核定", choices=[("yes", "同意"), ("no", "不同意")], widget=forms.RadioSelect
    )
    words = forms.CharField(label="核定意見", widget=forms.Textarea(attrs={"rows": 2}))

    def said(self) -> dict[str, Any]:
        return {
            "granted": self.cleaned_data["granted"] == "yes",
            "words": self.cleaned_data["words"],
        }


class ProgressForm(forms.Form):
    on = RocDateField(label="日期", help_text="做到這一步的日子，例如 115/11/20")
    text = forms.CharField(label="改善進度", widget=forms.Textarea(attrs={"rows": 2}))


class FollowUpForm(forms.Form):
    """Who a report goes to; `due_on` is the day it was offered for, and is not asked."""

    due_on = forms.DateField(widget=forms.HiddenInput)
    sent_to = forms.CharField(
        label="送達對象", max_length=200, help_text="例如：監察人、審計委員會、獨立董事。"
    )
