"""What a password must be, and how long it may stay (the mechanism, 8(3)a, b, d, f)."""

import secrets
import string
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

REMEMBERED = 6  # passwords a user may not use again
_LENGTH = 20
# no letter or digit that is read as another: 0 O o, 1 I l, 2 Z, 5 S, 8 B
_UNAMBIGUOUS = "ACDEFGHJKLMNPQRTUVWXYabcdefghijkmnpqrstuvwxyz34679+-=%#?@"
_CLASSES = (str.isupper, str.islower, str.isdigit)


def _classes_in(password: str) -> int:
    """Return how many of upper, lower, digit and symbol a password has."""
    known = [[char for char in password if is_of(char)] for is_of in _CLASSES]
    others = [char for char in password if not any(is_of(char) for is_of in _CLASSES)]
    return sum(bool(chars) for chars in (*known, others))


def initial_password() -> str:
    """Return a random password that says nothing about whom it is for."""
    while True:
        password = "".join(secrets.choice(_UNAMBIGUOUS) for _ in range(_LENGTH))
        if _classes_in(password) == len(_CLASSES) + 1 and password[0] in string.ascii_letters:
            return password


def due(user: Any, *, at: datetime) -> str:
    """Return why a user must change their password now: "initial", "expired", or "" if not."""
    if user.password_changed_at is None:
        return "initial"
    return "expired" if at >= _expires_at(user) else ""


def days_left(user: Any, *, at: datetime) -> int:
    """Return the days, begun ones counted, in which a password can still be used."""
    if user.password_changed_at is None:
        return 0
    return max(0, ceil((_expires_at(user) - at) / timedelta(days=1)))


def _expires_at(user: Any) -> datetime:
    changed_at: datetime = user.password_changed_at
    return changed_at + timedelta(days=settings.PASSWORD_DAYS)


class CharacterClassValidator:
    """Three of four classes of characters."""

    def __init__(self, least: int = 3) -> None:
        self.least = least

    def validate(self, password: str, user: Any = None) -> None:
        """:raises ValidationError: when there are too few classes"""
        if _classes_in(password) < self.least:
            raise ValidationError(
                f"密碼只用了 {_classes_in(password)} 類字元。請混用大寫英文、小寫英文、數字、符號，"
                f"至少 {self.least} 類。",
                code="password_too_plain",
            )

    def get_help_text(self) -> str:
        return f"大寫英文、小寫英文、數字、符號，至少用 {self.least} 類。"


class HistoryValidator:
    """Not one of the passwords a user had last, the present one and the initial one included."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self.remembered = remembered

    def validate(self, password: str, user: Any = None) -> None:
        """:raises ValidationError: when the password was used before"""
        if user is None or user.pk is None:
            return
        had = list(user.password_records.values_list("password", flat=True)[: self.remembered])
        if any(check_password(password, each) for each in dict.fromkeys([user.password, *had])):
            raise ValidationError(
                f"這是您最近 {self.remembered} 次用過的密碼。請換一個沒有用過的密碼。",
                code="password_used_before",
            )

    def get_help_text(self) -> str:
        return f"不可與最近 {self.remembered} 次用過的密碼相同。"
