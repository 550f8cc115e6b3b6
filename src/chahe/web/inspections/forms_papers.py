"""Forms of a working paper: its result, its steps, what it points to."""

from collections.abc import Iterator
from typing import Any

from django import forms

from chahe.sampling import Tick
from chahe.workflow import Verdict

TICKS = [("", "—"), *((tick.value, f"{tick.symbol} {tick.legend}") for tick in Tick)]


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
        help_text="總共有幾項、從哪裡取得、怎麼確認沒有遺漏；在系統裡抽樣時可以不填。",
    )
    sample = forms.CharField(
        label="樣本及抽樣方法",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text="12 項以下全部檢查；抽樣時寫明怎麼抽、抽到哪些；在系統裡抽樣時可以不填。",
    )
    conclusion = forms.CharField(
        label="結論", widget=forms.Textarea(attrs={"rows": 4}), required=False
    )


class StepsForm(forms.Form):
    """What was done in each step of a procedure, and its tick; an unfinished one may be saved."""

    unfinished = True

    def __init__(self, *args: Any, procedure: list[list[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.procedure = procedure
        for position, (method, text) in enumerate(procedure):
            self.fields[f"done_{position}"] = forms.CharField(
                label=f"{position + 1}. {method}：{text}",
                widget=forms.Textarea(attrs={"rows": 2}),
                required=False,
            )
            self.fields[f"tick_{position}"] = forms.ChoiceField(
                label=f"程序 {position + 1} 的記號", choices=TICKS, required=False
            )

    def steps(self) -> dict[int, tuple[str, Tick | None]]:
        """Return what each step says, by its position."""
        said = self.cleaned_data
        return {
            position: (said[f"done_{position}"], _tick(said[f"tick_{position}"]))
            for position in range(len(self.procedure))
        }


def _tick(value: str) -> Tick | None:
    return Tick(value) if value else None


class ReferenceForm(forms.Form):
    """What a paper points to, among what was found; where in it, and why."""

    to = forms.ChoiceField(label="對象", widget=forms.RadioSelect, choices=())
    where = forms.CharField(
        label="位置",
        max_length=200,
        required=False,
        help_text="例如第 3 頁、工作表「異動」、第 12 列。",
    )
    why = forms.CharField(label="說明", max_length=300, help_text="看它可以知道什麼。")

    def __init__(
        self, *args: Any, choices: Iterator[tuple[str, list[tuple[str, str]]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [group for group in choices if group[1]]  # type: ignore[attr-defined]
