"""Forms of reports: they validate; actions save."""

from typing import Any

from django import forms

from chahe.documents.opinion import OpinionKind


class OpinionForm(forms.Form):
    """An opinion among those the results allow, and why; why a report is corrected."""

    opinion = forms.ChoiceField(label="意見", widget=forms.RadioSelect)
    why = forms.CharField(
        label="選擇這項意見的理由",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="可以選擇的意見不只一種時必填：例外的影響是否廣泛，由會計師判斷。",
    )
    correction = forms.CharField(
        label="更正的理由", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        *args: Any,
        allowed: tuple[OpinionKind, ...],
        gives_opinion: bool,
        corrects: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(kind.value, kind.label) for kind in allowed]
        self.fields["opinion"].choices = choices  # type: ignore[attr-defined]
        if not gives_opinion:
            del self.fields["opinion"], self.fields["why"]
        if not corrects:
            del self.fields["correction"]
