"""Who somebody is, and their roles in a firm."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone

from ..accounts.models import User
from ..accounts.roles import Role
from ..roc_fields import RocDateField
from .permissions import FIRM_PEOPLE

ROLES = [(role.value, role.label) for role in Role if role in FIRM_PEOPLE]
_USERNAME = RegexValidator(
    r"\A[a-z][a-z0-9._-]{2,29}\Z",
    "帳號請用 3 到 30 個小寫英文、數字、句點、底線或連字號，以英文開頭。",
)


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label="角色",
        choices=ROLES,
        widget=forms.CheckboxSelectMultiple,
        help_text="只給工作需要的角色。除單位承辦外，都必須使用驗證器登入。",
        error_messages={"required": "請至少選一個角色。要讓這個人不再登入，請停用帳號。"},
    )
    until = RocDateField(
        label="會計師存取至",
        required=False,
        help_text="勾選會計師時必填，例如 115/03/31；次日起看不到這家公司。委任案會依人員期間調整",
    )

    def clean(self) -> dict[str, Any]:
        """A CPA comes for a time, whoever lets them in; nobody else's role has an end here."""
        said = super().clean() or self.cleaned_data
        if "until" not in said or "roles" not in said:
            return said
        until, is_cpa = said["until"], Role.CPA in said["roles"]
        if is_cpa and until is None:
            self.add_error("until", "會計師的存取要有最後一天，請填寫。")
        elif is_cpa and until < timezone.localdate():
            self.add_error("until", "這一天已經過了；要結束會計師的存取，請取消勾選會計師。")
        elif until and not is_cpa:
            self.add_error("until", "只有會計師有最後一天；沒有勾選會計師時請留空。")
        return said


class PersonForm(RolesForm):
    username = forms.CharField(
        label="帳號",
        max_length=30,
        validators=[_USERNAME],
        help_text="一人一帳號，不共用；建立後不能更改。例如 wang.xm",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    name = forms.CharField(label="姓名", max_length=60)
    title = forms.CharField(label="職稱", max_length=60, required=False)

    field_order = ["username", "name", "title", "roles", "until"]

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError("這個帳號已經有人使用，請換一個。", code="username_taken")
        return username
