"""Forms that take over what the period before offers; nothing is ticked."""

from collections.abc import Iterable
from typing import Any

from django import forms

from chahe.web.evidence.lists import period_words

from .queries_carrying import WORDS, Offer


class CarryForm(forms.Form):
    """What one draft takes over."""

    words = forms.MultipleChoiceField(
        label="文字",
        widget=forms.CheckboxSelectMultiple,
        choices=(),
        required=False,
        help_text="沿用後請改寫成這一期的情形。",
    )
    attributes = forms.BooleanField(label="沿用抽樣的測試屬性", required=False)
    evidence = forms.TypedMultipleChoiceField(
        label="佐證", widget=forms.CheckboxSelectMultiple, choices=(), required=False, coerce=int
    )

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].choices = [(name, WORDS[name]) for name in offer.words]  # type: ignore[attr-defined]
        self.fields["attributes"].help_text = "、".join(offer.attributes)
        self.fields["evidence"].choices = [  # type: ignore[attr-defined]
            (each.pk, f"{each.name}{_covers(each)}") for each in offer.evidence
        ]
        for name in ("words", "attributes", "evidence"):
            if not getattr(offer, name):
                del self.fields[name]


def _covers(evidence: Any) -> str:
    words = period_words(evidence)
    return f"（涵蓋 {words}）" if words else ""


class CarryEvidenceForm(forms.Form):
    """Evidence that several drafts take over: `paper-evidence` by their ids."""

    carry = forms.MultipleChoiceField(
        label="佐證", choices=(), error_messages={"required": "請勾選要沿用的佐證。"}
    )

    def __init__(self, *args: Any, offers: Iterable[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["carry"].choices = [  # type: ignore[attr-defined]
            (f"{offer.paper.pk}-{each.pk}", each.name)
            for offer in offers
            for each in offer.evidence
        ]

    def chosen(self) -> dict[int, list[int]]:
        """Return ids of evidence by id of paper."""
        found: dict[int, list[int]] = {}
        for value in self.cleaned_data["carry"]:
            paper, _, evidence = value.partition("-")
            found.setdefault(int(paper), []).append(int(evidence))
        return found
