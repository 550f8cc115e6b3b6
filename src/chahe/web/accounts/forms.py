"""allauth's forms in our words, and with every wrong try counted."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.core import context
from allauth.mfa.adapter import get_adapter as get_factor_adapter
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms

from .tries import refuse_if_locked

CODE_ATTRS = {"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}


def _word(form: forms.BaseForm, **words: tuple[str, str]) -> None:
    """Give fields a label and a help text, and take the placeholders away."""
    for name, (label, help_text) in words.items():
        field = form.fields[name]
        field.label = label
        field.widget.attrs.pop("placeholder", None)
        if help_text:
            field.help_text = help_text


class SignInForm(account_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, login=("帳號", ""), password=("密碼", ""))
        self.fields["login"].widget.attrs.update(autocapitalize="none", spellcheck="false")


class ChangePasswordForm(account_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(
            self,
            oldpassword=("目前的密碼", ""),
            password1=("新密碼", ""),
            password2=("再輸入一次新密碼", ""),
        )

    def clean_oldpassword(self) -> str:
        """Count a wrong password here as one anywhere else."""
        given: str = self.cleaned_data["oldpassword"]
        adapter = account_forms.get_adapter(context.request)
        if not adapter.reauthenticate(self.user, given):
            raise adapter.validation_error("enter_current_password")
        return given


class PasswordAgainForm(account_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, password=("密碼", ""))


class CountedCode(forms.Form):
    """A code is not looked at while the account is locked."""

    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, code=("驗證碼", "驗證器目前顯示的 6 位數字；手機不在身邊時，輸入一組備援碼。"))
        self.fields["code"].widget.attrs.update(CODE_ATTRS)

    def clean_code(self) -> str:
        if refuse_if_locked(context.request, self.user):
            raise get_factor_adapter().validation_error("incorrect_code")
        code: str = super().clean_code()  # type: ignore[misc] # of allauth's form, next in line
        return code


class CodeForm(CountedCode, factor_forms.AuthenticateForm):
    pass


class CodeAgainForm(CountedCode, factor_forms.ReauthenticateForm):
    pass


class EnrolForm(totp_forms.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, code=("驗證碼", "加入後，驗證器會顯示 6 位數字，每 30 秒更換一次。"))
        self.fields["code"].widget.attrs.update(CODE_ATTRS)
