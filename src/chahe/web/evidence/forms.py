"""What people say when they hand evidence in or withdraw it; `actions` judges it."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone

from chahe.deadlines import days_after
from chahe.rulebook.vocabulary import evidence_kinds

from ..roc_fields import RocDateField
from ..templatetags.taiwan import filesize
from .refusals import Refused

_ABOUT = {"upload": "file", "period": "period_last"}


class JudgedForm(forms.Form):
    """A form that shows what an action refused beside the field it is about."""

    def refuse(self, refused: Refused) -> None:
        field = _ABOUT.get(refused.about, refused.about)
        self.add_error(field if field in self.fields else None, refused.message)


class EvidenceForm(JudgedForm):
    """The file comes last: when it is refused on the way, the fields before it are kept."""

    kind = forms.ChoiceField(label="佐證種類")
    title = forms.CharField(label="說明", max_length=200, required=False)
    period_start = RocDateField(label="涵蓋期間起日", required=False)
    period_last = RocDateField(
        label="涵蓋期間迄日", required=False, help_text="含當日；單一時點的資料可與起日相同或不填"
    )
    collected_on = RocDateField(label="蒐集日", help_text="從系統取得這份資料的日期，不是上傳日")
    valid_until = RocDateField(
        label="有效至", required=False, help_text="含當日；逾期後不可再採用，沒有期限則不填"
    )
    where_from = forms.CharField(
        label="檔案來源", max_length=200, help_text="系統、設備或提供單位，例如「人資部提供」"
    )
    tool = forms.CharField(
        label="產生工具與版本", max_length=100, required=False, help_text="例如 csvde 10.0"
    )
    purpose = forms.CharField(label="蒐集目的", max_length=300, required=False)
    file = forms.FileField(
        label="檔案",
        allow_empty_file=True,  # `actions` says what is wrong with it
        error_messages={"required": "請選擇要上傳的檔案"},
    )

    def __init__(self, *args: Any, refused: Refused | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "請選擇"), *evidence_kinds().items()]  # type: ignore[attr-defined]
        limit = filesize(settings.EVIDENCE_MAX_BYTES)
        self.fields["file"].help_text = f"上限 {limit}；不收執行檔、含巨集的文件與加密的壓縮檔"
        self.fields["collected_on"].initial = timezone.localdate
        if refused:
            self.fields["file"].error_messages["required"] = refused.message

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        start, last = said.get("period_start"), said.get("period_last")
        if last and not start and "period_start" not in self.errors:
            self.add_error("period_start", "填了迄日，請一併填寫起日")
        if start and not last and "period_last" not in self.errors:
            self.add_error("period_last", "填了起日，請一併填寫迄日")
        return said

    def said(self) -> dict[str, Any]:
        """Return the words `actions.receive` takes."""
        words = dict(self.cleaned_data)
        start, last = words.pop("period_start"), words.pop("period_last")
        words["period"] = (start, days_after(last, 1)) if start else None
        words["upload"] = words.pop("file")
        return words


class WithdrawForm(JudgedForm):
    reason = forms.CharField(
        label="撤回理由",
        max_length=300,
        help_text="撤回後不可再採用，也不能復原；檔案與紀錄仍會保留",
    )
