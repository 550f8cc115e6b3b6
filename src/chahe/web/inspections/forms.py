"""Forms: they validate; actions save."""

from typing import Any

from django import forms

from chahe.rulebook import evidence_kinds
from chahe.web.accounts.models import User
from chahe.web.roc_fields import RocDateField
from chahe.workflow import Severity, Verdict


class PaperForm(forms.Form):
    """What a paper says; an unfinished one may be saved, so its fields are not called optional."""

    unfinished = True

    verdict = forms.ChoiceField(
        label="查核結果",
        choices=[("", "尚未決定"), *((v.value, v.label) for v in Verdict)],
        required=False,
    )
    population = forms.CharField(
        label="母體及完整性",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text="總共有幾項、從哪裡取得、怎麼確認沒有遺漏。",
    )
    sample = forms.CharField(
        label="樣本及抽樣方法",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text="12 項以下全部檢查；抽樣時寫明怎麼抽、抽到哪些。",
    )
    conclusion = forms.CharField(
        label="結論", widget=forms.Textarea(attrs={"rows": 4}), required=False
    )


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


class RequestForm(forms.Form):
    kind = forms.ChoiceField(label="佐證種類")
    asked_of = PersonChoice(label="請求對象", queryset=User.objects.none())
    due_on = RocDateField(label="期限", help_text="例如 115/11/20")
    note = forms.CharField(label="說明", max_length=300, required=False)

    def __init__(self, *args: Any, firm: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = evidence_kinds()
        self.fields["kind"].choices = [(kind, titles[kind]) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["asked_of"].queryset = people_of(firm)  # type: ignore[attr-defined]


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
