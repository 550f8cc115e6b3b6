from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from tests.factories import PASSWORD, make_user

from chahe.web.accounts import passwords
from chahe.web.accounts.actions import set_password
from chahe.web.accounts.models import User

NOW = timezone.now()


def codes(password, user=None):
    with pytest.raises(ValidationError) as raised:
        validate_password(password, user)
    return [error.code for error in raised.value.error_list]


@pytest.mark.parametrize(
    "password", ["Abcdefgh-ijk", "abcdefgh-1jk", "ABCDEFGH1jkl", "密碼密碼密碼Aa密碼密碼"]
)
def test_three_classes_and_twelve_characters_are_enough(password):
    validate_password(password)


def test_eleven_characters_are_too_few():
    assert codes("Abcdef-7xyz") == ["password_too_short"]


@pytest.mark.parametrize(
    "password", ["qwjkxzvbnhty", "QWJKXZVBnhty", "qwjkxzvb8642", "-----------9"]
)
def test_two_classes_are_too_few(password):
    assert codes(password) == ["password_too_plain"]


def test_password_like_the_username_is_refused():
    assert codes("Chen-Meiling1", User(username="chen.meiling")) == ["password_too_similar"]


def test_common_password_is_refused():
    assert "password_too_common" in codes("Password1234")


def test_initial_password_is_long_mixed_and_never_twice_the_same():
    made = {passwords.initial_password() for _ in range(50)}

    assert len(made) == 50
    for password in made:
        assert len(password) == 20
        assert not set(password) & set("0Oo1IlZ2S5B8")
        validate_password(password)


@pytest.mark.django_db
def test_last_six_passwords_are_refused_and_the_seventh_is_not():
    user = make_user(username="lin")
    used = [f"Some-Phrase-{n:02}" for n in range(7)]
    for password in used:
        set_password(user, password, initial=False)

    for password in used[1:]:
        assert codes(password, user) == ["password_used_before"]
    validate_password(used[0], user)
    assert user.password_records.count() == 6


@pytest.mark.django_db
def test_initial_and_present_passwords_count_as_used():
    user = make_user(username="lin")  # whose password nobody recorded
    assert codes(PASSWORD, user) == ["password_used_before"]

    set_password(user, "Initial-Phrase-1", initial=True)
    set_password(user, "Present-Phrase-1", initial=False)

    assert codes("Initial-Phrase-1", user) == ["password_used_before"]


def test_unsaved_user_has_no_history():
    validate_password("Fresh-Phrase-11", User(username="x"))


@pytest.mark.parametrize(
    ("age", "due", "left"),
    [
        (timedelta(), "", 90),
        (timedelta(days=76), "", 14),
        (timedelta(days=89, hours=23), "", 1),
        (timedelta(days=90), "expired", 0),
        (timedelta(days=400), "expired", 0),
        (None, "initial", 0),
    ],
)
def test_password_is_due_at_ninety_days(age, due, left):
    user = User(password_changed_at=None if age is None else NOW - age)

    assert (passwords.due(user, at=NOW), passwords.days_left(user, at=NOW)) == (due, left)


def test_help_says_the_rules():
    assert passwords.CharacterClassValidator().get_help_text().startswith("大寫英文")
    assert "6" in passwords.HistoryValidator().get_help_text()
