"""Forms: they validate; actions save."""

from typing import Any

from django import forms

from chahe.web.accounts.models import User
from chahe.web.roc_fields import RocDateField
from chahe.workflow import Severity


class AttachForm(forms.Form):
    """One of the firm's pieces of evidence."""

    evidence = forms.ChoiceField(label="佐證", choices=())

    def __init__(self, *args: Any, candidates: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].choices = [  # type: ignore[attr-defined]
            (str(each.pk), f"{each.name}（{each.kind_title}）") for each in candidates
        ]


class CommentForm(forms.Form):
    """A reason or an opinion, in words."""

    comment = forms.CharField(label="意見", widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, label: str = "意見", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].label = label


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.title or obj.username}）"


def people_of(firm: Any) -> Any:
    """Return the people of a firm who can be asked to do something."""
    return User.objects.filter(memberships__firm=firm, is_active=True).distinct().order_by("name")


class FindingForm(forms.Form):
    """The five Cs."""

    severity = forms.ChoiceField(
        label="嚴重程度", choices=[(s.value, s.label) for s in Severity], initial="medium"
    )
    criteria = forms.CharField(
        label="準則",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="應該怎麼做：條款或內部規定。",
    )
    condition = forms.CharField(
        label="現況", widget=forms.Textarea(attrs={"rows": 3}), help_text="實際看到什麼。"
    )
    cause = forms.CharField(
        label="原因", widget=forms.Textarea(attrs={"rows": 2}), help_text="為什麼會這樣。"
    )
    effect = forms.CharField(
        label="影響", widget=forms.Textarea(attrs={"rows": 2}), help_text="可能造成什麼後果。"
    )
    recommendation = forms.CharField(
        label="建議", widget=forms.Textarea(attrs={"rows": 2}), help_text="建議怎麼改善。"
    )


class RemediationForm(forms.Form):
    owner = PersonChoice(label="負責人", queryset=User.objects.none())
    due_on = RocDateField(label="改善期限", help_text="例如 115/12/31")
    response = forms.CharField(label="單位說明及改善計畫", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, firm: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people_of(firm)  # type: ignore[attr-defined]


class CureForm(forms.Form):
    cured_on = RocDateField(label="改善完成日", help_text="例如 115/11/20")
    cure = forms.CharField(label="改善情形", widget=forms.Textarea(attrs={"rows": 3}))
