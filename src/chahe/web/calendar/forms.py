"""Forms: they validate; actions save."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from chahe.rulebook import load_triggers
from chahe.workflow import InspectionKind

from ..roc_fields import RocDateField
from .lists import documents
from .models import Adjustment

LARGEST_TABLE = 1024 * 1024  # bytes of a table of working days; a year's is some 7 KB


class PlanForm(forms.Form):
    """Which year, of which kind, and which documents it covers."""

    year = forms.TypedChoiceField(label="年度", coerce=int)
    kind = forms.ChoiceField(label="種類")
    documents = forms.MultipleChoiceField(
        label="文件",
        widget=forms.CheckboxSelectMultiple,
        help_text="只排入對公司有適用條款的章節；之後改選文件，已開始的查核不受影響。",
    )

    def __init__(
        self, *args: Any, today: date, kinds: Iterable[InspectionKind], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["year"].choices = years_around(today)
        fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        fields["documents"].choices = documents()


class EveryoneForm(forms.Form):
    """Which year and kind to plan for every firm."""

    year = forms.TypedChoiceField(label="年度", coerce=int)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["year"].choices = years_around(today)


def years_around(today: date) -> list[tuple[int, str]]:
    """Return the years that can be planned: last year's, for a late start, to the next."""
    return [(year, f"{year - 1911}年") for year in range(today.year - 1, today.year + 2)]


class AskForm(forms.Form):
    """A change of an item, and why; to skip what a regulation asks is confirmed."""

    act = forms.ChoiceField(label="調整", widget=forms.RadioSelect)
    to = RocDateField(
        label="日期",
        required=False,
        help_text="改期填新的應完成日，提前開始填開始日，例如 115/03/09；本期不辦理不必填。",
    )
    reason = forms.CharField(
        label="理由", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )
    confirm = forms.BooleanField(
        label="我知道這是法規要求的定期查核：核准不辦理後，這一期會留下沒有查核的紀錄，檢查時看得到",
        required=False,
        help_text="只有申請本期不辦理時要勾選。",
    )

    def __init__(self, *args: Any, acts: Iterable[Adjustment.Act], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["act"].choices = [(act.value, act.label) for act in acts]
        if Adjustment.Act.SKIP not in list(acts):
            del fields["confirm"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        act = said.get("act")
        if act == Adjustment.Act.SKIP and not said.get("confirm"):
            self.add_error("confirm", "本期不辦理法規要求的查核，請先勾選確認。")
        if act and act != Adjustment.Act.SKIP and "to" in said and not said["to"]:
            self.add_error("to", "請填寫日期，例如 115/03/09。")
        return said


class DecideForm(forms.Form):
    decision = forms.ChoiceField(
        label="決定",
        choices=[("grant", "核准"), ("refuse", "不核准")],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label="意見",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
        help_text="不核准時請寫明理由。",
    )


class EventForm(forms.Form):
    """Something that happened, or is about to."""

    trigger = forms.ChoiceField(label="事件")
    subject = forms.CharField(
        label="事由",
        max_length=60,
        help_text="寫一個能認出這件事的名稱，例如系統名稱與版本、人員姓名；下表列出各種事件填什麼。",
    )
    on = RocDateField(label="日期", help_text="事件發生、預定上線或申請的那一天，例如 115/03/09。")
    note = forms.CharField(
        label="說明",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        triggers = load_triggers().values()
        fields: Any = self.fields
        fields["trigger"].choices = [("", "請選擇"), *((each.id, each.title) for each in triggers)]


class WorkingDaysForm(forms.Form):
    """A year's official table."""

    file = forms.FileField(
        label="辦公日曆 CSV",
        help_text="人事行政總處「政府行政機關辦公日曆表」一整年的 CSV，在政府資料開放平臺下載。",
    )
    source = forms.CharField(
        label="來源",
        max_length=200,
        help_text="寫明發布機關、文號或網址，以及下載日期。",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_TABLE:
            raise forms.ValidationError("檔案太大；一整年的辦公日曆約 7 KB，請確認選對檔案。")
        return file
