"""Forms of a sample: its plan, its population, its marks."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from chahe.sampling import Method, Tick
from chahe.workflow import Refused

from .actions.marking import Marked
from .population import LINE

_LINES = forms.Textarea(attrs={"rows": 5})
_NAMES = {LINE: "行號（line）"}


class PercentField(forms.DecimalField):
    """A share, typed in percent."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=0, max_value=100, max_digits=6, decimal_places=3, required=False, **kwargs
        )

    def clean(self, value: Any) -> Decimal | None:
        said = super().clean(value)
        return None if said is None else said / 100


class SamplePlanForm(forms.Form):
    """How a sample is drawn, fixed before its population is known."""

    method = forms.ChoiceField(
        label="方法",
        choices=[(method.value, method.label) for method in Method],
        help_text="母體 12 項以下一律全部檢查。隨機要填樣本數；屬性抽樣填可容忍偏差率與信賴水準，"
        "由系統算出樣本數；判斷抽樣要寫理由，結果不能推論到其餘項目。",
    )
    attributes = forms.CharField(
        label="測試屬性",
        widget=_LINES,
        help_text="每個項目要看什麼，一行一項，例如「有主管核准」。系統依序編為 A、B、C。",
    )
    size = forms.IntegerField(label="樣本數", min_value=1, required=False)
    tolerable = PercentField(label="可容忍偏差率（％）")
    confidence = PercentField(label="信賴水準（％）")
    allowed = forms.IntegerField(label="容許偏差數", min_value=0, required=False, initial=0)
    reason = forms.CharField(
        label="方法的理由", widget=forms.Textarea(attrs={"rows": 2}), required=False
    )

    def said(self) -> dict[str, Any]:
        """Return the plan as `plan_sample` takes it."""
        found = self.cleaned_data
        return {
            **found,
            "method": Method(found["method"]),
            "attributes": found["attributes"].splitlines(),
            "allowed": found["allowed"] or 0,
        }


class _ExpectedForm(forms.Form):
    """How many items there should be, and who says so."""

    field_order = ("keys", "source", "columns", "expected", "expected_source")
    expected = forms.IntegerField(
        label="應有筆數",
        min_value=0,
        required=False,
        help_text="由獨立來源得知的總數；沒有時，母體是否完整無法確認，結果不能是符合。",
    )
    expected_source = forms.CharField(
        label="應有筆數的依據",
        max_length=300,
        required=False,
        help_text="例如人事室在職人數表 115/11/20，不能與母體同一來源。",
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("expected") is not None and not said.get("expected_source"):
            self.add_error("expected_source", "請寫明應有筆數是依據什麼。")
        return said


class ListedForm(_ExpectedForm):
    """A population that is typed or pasted."""

    keys = forms.CharField(
        label="母體清單",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="每一項的編號，一行一項，可從試算表貼上一欄。",
    )
    source = forms.CharField(
        label="清單的來源", max_length=300, help_text="例如變更管理系統 115 年 11 月全部單號。"
    )


class ColumnsForm(_ExpectedForm):
    """A population read from evidence: the columns that name a row."""

    columns = forms.MultipleChoiceField(
        label="編號欄位",
        widget=forms.CheckboxSelectMultiple,
        choices=(),
        help_text="合起來能指明每一列的欄位；同一編號出現兩次時要加選。",
    )

    def __init__(self, *args: Any, columns: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["columns"].choices = [  # type: ignore[attr-defined]
            (column, _NAMES.get(column, column)) for column in columns
        ]


class ChooseForm(forms.Form):
    """The items that a sample by judgement takes."""

    keys = forms.CharField(label="選查的項目", widget=_LINES, help_text="母體裡的編號，一行一項。")


def read_marks(posted: Mapping[str, str]) -> list[Marked]:
    """Read `tick-<item>-<attribute>` and `note-<item>`; an empty tick says nothing.

    :raises Refused: if a name or a tick is not one of ours
    """
    ticks: dict[int, dict[str, Tick]] = {}
    notes: dict[int, str] = {}
    for name, value in posted.items():
        kind, _, place = name.partition("-")
        item, _, attribute = place.partition("-")
        if kind == "note":
            notes[_item(item)] = value[:300]
        elif kind == "tick" and value:
            ticks.setdefault(_item(item), {})[attribute] = _tick(value)
    return [Marked(item, ticks.get(item, {}), notes.get(item, "")) for item in {**ticks, **notes}]


def _item(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Refused("標記的項目不在這份樣本裡；請重新整理頁面後再標記。")
    return int(text)


def _tick(value: str) -> Tick:
    try:
        return Tick(value)
    except ValueError:
        raise Refused("不認得這個記號；請重新整理頁面後再標記。") from None
