"""Several facts on one sheet: one day and one source for all, another for those that differ."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms

from chahe.rulebook.interview import Asked

from ..roc_fields import RocDateField
from .actions import LONGEST_SOURCE, Statement
from .forms import one_line, value_field

LATER = "先不回答"


class InterviewForm(forms.Form):
    """`<kind>` is a fact's value, `<kind>-since` and `<kind>-source` its own day and source."""

    unfinished = True

    since = RocDateField(
        label="自何日起",
        required=False,
        help_text="以下內容從哪一天起為真，民國年月日，例如 115/03/09",
    )
    source = forms.CharField(
        label="來源",
        required=False,
        max_length=LONGEST_SOURCE,
        validators=[one_line],
        help_text="可以查證的文件，例如「115年1月5日公司登記資料」。",
    )

    def __init__(self, *args: Any, asked: Iterable[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = tuple(asked)
        for each in self.asked:
            name = each.kind.id
            self.fields[name] = value_field(each.kind, blank=LATER)
            self.fields[f"{name}-since"] = RocDateField(
                label="這一項自何日起", required=False, help_text="與上面不同時才填。"
            )
            self.fields[f"{name}-source"] = forms.CharField(
                label="這一項的來源",
                required=False,
                max_length=LONGEST_SOURCE,
                validators=[one_line],
                help_text="與上面不同時才填。",
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        answered = list(self._answered())
        if not answered and not self.errors:
            raise forms.ValidationError("還沒有回答任何一題。", "nothing")
        for name, words in (("since", "請填寫自何日起。"), ("source", "請寫明來源。")):
            lacking = any(not said.get(f"{kind}-{name}") for kind in answered)
            if lacking and not said.get(name) and name not in self.errors:
                self.add_error(name, words)
        return said

    def _answered(self) -> Iterator[str]:
        for each in self.asked:
            if self.cleaned_data.get(each.kind.id) is not None:
                yield each.kind.id

    @property
    def answers(self) -> dict[str, Any]:
        """What a valid form answers, by fact."""
        return {kind: self.cleaned_data[kind] for kind in self._answered()}

    @property
    def statements(self) -> list[Statement]:
        """What a valid form states."""
        said = self.cleaned_data
        return [
            Statement(
                kind,
                value,
                said[f"{kind}-since"] or said["since"],
                said[f"{kind}-source"] or said["source"],
            )
            for kind, value in self.answers.items()
        ]
