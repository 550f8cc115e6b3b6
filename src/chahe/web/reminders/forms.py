"""Forms: they validate; actions save."""

import re
import unicodedata
from typing import Any

from django import forms

from chahe.deadlines import Schedule

from .due import FARTHEST
from .models import MailPreference
from .models.schedule import WAITING_DAYS

_BETWEEN = re.compile(r"[、，,;；\s]+")


class PreferenceForm(forms.Form):
    """Whether and where to be mailed."""

    mode = forms.ChoiceField(
        label="收信方式", choices=MailPreference.Mode.choices, widget=forms.RadioSelect
    )
    address = forms.EmailField(
        label="電子郵件地址",
        required=False,
        max_length=254,
        help_text="請填公司的信箱：信裡有查核事項的名稱與期限。不填就不寄信。",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": "這不是電子郵件地址，請像 wang@example.com.tw 這樣填寫。"},
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        wants = said.get("mode") != MailPreference.Mode.SITE
        if wants and not said.get("address") and "address" not in self.errors:
            self.add_error("address", "要收信請填地址；不收信請選「不寄信，只在網站上看」。")
        return said


class DaysField(forms.CharField):
    """Numbers of days, `7、1`; a tuple of them, the largest first."""

    def clean(self, value: Any) -> tuple[int, ...]:
        text = unicodedata.normalize("NFKC", super().clean(value) or "").strip("、，,;； ")
        said = [each for each in _BETWEEN.split(text) if each]
        if not all(each.isascii() and each.isdigit() for each in said):
            raise forms.ValidationError("請填天數，以頓號分開，例如 7、1。")
        days = {int(each) for each in said}
        if not all(1 <= each <= FARTHEST for each in days):
            raise forms.ValidationError(f"每個天數請填 1 到 {FARTHEST}。")
        return tuple(sorted(days, reverse=True))

    def prepare_value(self, value: Any) -> Any:
        return "、".join(map(str, value)) if isinstance(value, (tuple, list)) else value


class ScheduleForm(forms.Form):
    """On which days a firm's people are told; the due day itself always is one."""

    before = DaysField(
        label="到期前幾天提醒",
        required=False,
        max_length=60,
        help_text="以頓號分開，例如 7、1；不填就從到期當天開始。",
    )
    after = DaysField(
        label="逾期後第幾天提醒",
        required=False,
        max_length=60,
        help_text="從逾期起同時副知覆核的人，例如 1。",
    )
    every = forms.IntegerField(
        label="之後每隔幾天再提醒", min_value=0, max_value=FARTHEST, help_text="0 表示不再提醒。"
    )
    waiting_days = forms.IntegerField(
        label="簽核與核定的期限（天）",
        min_value=1,
        max_value=FARTHEST,
        help_text="底稿等簽核、申請等核定，超過這幾天視為逾期。"
        f"沒有法規規定，系統預設 {WAITING_DAYS} 天。",
    )

    def schedule(self) -> Schedule:
        said = self.cleaned_data
        return Schedule(before=said["before"], after=said["after"], every=said["every"])
