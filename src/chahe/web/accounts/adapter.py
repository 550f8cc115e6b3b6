"""How allauth behaves here."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from . import actions, passwords
from .second_factor import requires_factor
from .tries import forget_tries, unlock


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up: an administrator makes accounts."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "帳號或密碼不正確。請確認後再試一次，大小寫視為不同。",
        "enter_current_password": "目前的密碼不正確，請重新輸入。",
        "incorrect_password": "密碼不正確，請重新輸入。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: Any, password: str) -> None:
        actions.change_password(user, password)

    def reauthenticate(self, user: Any, password: str) -> bool:
        proved = bool(super().reauthenticate(user, password))
        if proved:
            forget_tries(self.request)
            unlock(user.username)
        return proved

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        left = passwords.days_left(user, at=timezone.now())
        if 0 < left <= settings.PASSWORD_NOTICE_DAYS:
            said = f"您的密碼再 {left} 天到期。請先到「帳號」頁變更密碼，以免到期時中斷工作。"
            messages.warning(request, said)
        return response


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of authenticators are sealed before they reach the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "驗證碼不正確。請輸入驗證器目前顯示的數字；用過的驗證碼不能再用。",
        "cannot_delete_authenticator": "您的角色必須使用驗證器，不能停用。",
        "cannot_generate_recovery_codes": "請先啟用驗證器，再產生備援碼。",
    }

    def encrypt(self, text: str) -> str:
        return _sealer().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _sealer().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not requires_factor(authenticator.user)


def _sealer() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"chahe second factor")
    return base64.urlsafe_b64encode(derive.derive(key.encode()))
