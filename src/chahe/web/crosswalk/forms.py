"""What is said of two rules."""

from django import forms

from chahe.rulebook.crosswalk import Kind

from .models import KINDS, ConfirmedRelation


class DecisionForm(forms.Form):
    """`kind` is read from the first rule: 較窄 says that it asks less than the second."""

    start = forms.CharField(max_length=160, widget=forms.HiddenInput)
    end = forms.CharField(max_length=160, widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label="決定", choices=ConfirmedRelation.Decision.choices, widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(
        label="關係",
        choices=KINDS,
        required=False,
        help_text="從前一條款看：「較窄」是它要求的只是後一條款的一部分；問同一件事、一份佐證可以回覆時選「相同」。",
    )
    note = forms.CharField(label="說明", max_length=300, required=False)

    def clean_kind(self) -> Kind:
        return Kind(self.cleaned_data["kind"] or Kind.RELATED)
