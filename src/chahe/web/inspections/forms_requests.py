"""Forms of requests: ask for many kinds at once; answer with files, or that nothing happened."""

from collections.abc import Iterable
from typing import Any

from django import forms

from chahe.deadlines import format_roc
from chahe.rulebook import evidence_kinds
from chahe.web.evidence.forms import EvidenceForm
from chahe.web.evidence.lists import period_words
from chahe.web.roc_fields import RocDateField

from .models import Request
from .queries_asking import Expected

Choices = list[tuple[str, str]]
MOST_FILES = 50  # at once


class AskForm(forms.Form):
    """For each kind of evidence whom to ask, none for what is not asked; one day for all."""

    due_on = RocDateField(
        label="期限", help_text="預設為查核的應完成日；要留時間編製底稿，請改成較早的日子。"
    )
    note = forms.CharField(
        label="說明",
        max_length=300,
        required=False,
        help_text="為什麼要、要哪一段期間、從哪個系統匯出；每一項請求都會附上。",
    )

    def __init__(
        self, *args: Any, expected: Iterable[Expected], people: Iterable[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        names = [
            (pk, f"{each.name}（{each.title or each.username}）")
            for pk, each in self.people.items()
        ]
        for each in expected:
            self.fields[_field_of(each.kind)] = forms.ChoiceField(
                label=each.title,
                choices=[("", "不請求"), *names],
                required=False,
                initial="" if each.asked else str(each.last or ""),
            )

    def of(self, kind: str) -> forms.BoundField:
        """Return the field that says whom to ask for a kind."""
        return self[_field_of(kind)]

    def wanted(self) -> dict[str, Any]:
        """Return whom to ask, by kind of evidence."""
        prefix = _field_of("")
        return {
            name.removeprefix(prefix): self.people[value]
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix) and value
        }


def _field_of(kind: str) -> str:
    return f"of_{kind}"


class AlsoForm(forms.Form):
    """An answer that may answer other requests too."""

    also = forms.MultipleChoiceField(
        label="一併回覆", widget=forms.CheckboxSelectMultiple, choices=(), required=False
    )
    also_ticked = True

    def __init__(self, *args: Any, others: Iterable[Request], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(each.pk): each for each in others}
        if not self.others:
            del self.fields["also"]
            return
        also = self.fields["also"]
        also.choices = [(pk, _other_words(each)) for pk, each in self.others.items()]  # type: ignore[attr-defined]
        also.help_text = "這些請求要的是同一種佐證，勾選後用同一份回覆，不必再交一次。"
        also.initial = list(self.others) if self.also_ticked else []

    def also_answered(self) -> list[Request]:
        """Return the other requests that were ticked."""
        return [self.others[pk] for pk in self.cleaned_data.get("also", [])]


def _other_words(request: Request) -> str:
    inspection = request.inspection
    return (
        f"{inspection.get_kind_display()}　{inspection.period_label}　"
        f"期限 {format_roc(request.due_on, 'short')}"
    )


class AnswerForm(AlsoForm):
    """One or several pieces of the firm's evidence, as an answer."""

    evidence = forms.MultipleChoiceField(
        label="佐證", widget=forms.CheckboxSelectMultiple, choices=()
    )
    field_order = ("evidence", "also")

    def __init__(self, *args: Any, candidates: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = {str(each.pk): each for each in candidates}
        self.fields["evidence"].choices = [  # type: ignore[attr-defined]
            (pk, _evidence_words(each)) for pk, each in self.candidates.items()
        ]

    def chosen(self) -> list[Any]:
        """Return the pieces of evidence that were ticked."""
        return [self.candidates[pk] for pk in self.cleaned_data["evidence"]]


def _evidence_words(evidence: Any) -> str:
    covers = period_words(evidence)
    about = f"涵蓋 {covers}" if covers else f"取得 {format_roc(evidence.collected_on, 'short')}"
    trouble = f"，{evidence.trouble}" if evidence.trouble else ""
    return f"{evidence.name}（{about}{trouble}）"


class NoOccurrenceForm(AlsoForm):
    """Why nothing of it happened; the other requests are of other periods, so none is ticked."""

    reason = forms.CharField(
        label="未發生的理由",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例如：本期沒有人員離職，人事系統查無異動。編製底稿的人會看到，並據以判斷。",
    )
    also_ticked = False
    field_order = ("reason", "also")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="none_%s", **kwargs)  # it stands beside an AnswerForm


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """Files chosen together; clean gives a list of them."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = list(data or ())
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"一次最多上傳 {MOST_FILES} 個檔案，請分次上傳。")
        if not files:
            super().clean(None, initial)
        return [super(ManyFiles, self).clean(each, initial) for each in files]


class AnswerUploadForm(AlsoForm, EvidenceForm):
    """Files that answer a request, one description for all; `kept` are those already taken in."""

    file = ManyFiles(
        label="檔案",
        allow_empty_file=True,  # `receive` says what is wrong with it
        error_messages={"required": "請選擇要上傳的檔案"},
    )
    kept = forms.MultipleChoiceField(widget=forms.MultipleHiddenInput, choices=(), required=False)

    def __init__(self, *args: Any, kind: str, candidates: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = {str(each.pk): each for each in candidates}
        self.fields["kind"].choices = [(kind, evidence_kinds()[kind])]  # type: ignore[attr-defined]
        self.fields["kept"].choices = [(pk, pk) for pk in self.candidates]  # type: ignore[attr-defined]
        file = self.fields["file"]
        file.help_text = f"{file.help_text}；可以一次選多個，上面的說明每個檔案都適用"
        file.required = not self._kept()

    def _kept(self) -> list[str]:
        return list(self.data.getlist("kept")) if self.is_bound else []

    def kept_names(self) -> str:
        """Name the files an earlier try took in; "" when there are none."""
        return "、".join(self.candidates[pk].name for pk in self._kept() if pk in self.candidates)

    def already_kept(self) -> list[Any]:
        """Return the evidence an earlier try took in before another file was refused."""
        return [self.candidates[pk] for pk in self.cleaned_data.get("kept", [])]

    def files_said(self) -> list[dict[str, Any]]:
        """Return the words `evidence.actions.receive` takes, for each file."""
        words = self.said()
        uploads = words.pop("upload")
        for ours in ("also", "kept"):
            words.pop(ours, None)
        return [{**words, "upload": upload} for upload in uploads]
