import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.factories import make_user

from chahe.web.accounts.actions import unlock_account
from chahe.web.accounts.roles import Role
from chahe.web.accounts.tries import locked_among

from .signing_in import (
    NEW,
    PASSWORD,
    WRONG,
    acts,
    code_now,
    detail,
    enrolled,
    entries,
    send_code,
    sign_in,
    wrong_code,
)

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.accounts.routes")]


def lock(user):
    for _ in range(5):
        sign_in(Client(), user, WRONG)


def test_third_wrong_try_in_a_row_cuts_the_session(client, user):
    answers = [sign_in(client, user, WRONG) for _ in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 403]
    assert "連線已中斷" in answers[2].content.decode()
    assert client.cookies["sessionid"].value == ""
    assert acts() == ["sign_in.refused", "sign_in.refused", "session.cut", "sign_in.refused"]
    cut = entries("session.cut")[0]
    assert (cut.subject, cut.actor, detail(cut)) == (
        f"user:{user.pk}",
        "system",
        {"username": "lin"},
    )


def test_right_password_between_wrong_ones_starts_the_count_anew(client, user):
    for password in (WRONG, WRONG, PASSWORD):
        sign_in(client, user, password)
    client.post(reverse("account_logout"))

    assert [sign_in(client, user, WRONG).status_code for _ in range(2)] == [200, 200]
    assert entries("session.cut") == []


def test_changing_the_name_tried_does_not_start_the_count_anew(client, user):
    answers = [sign_in(client, name, WRONG) for name in ("lin", "wang", "lin")]

    assert [each.status_code for each in answers] == [200, 200, 403]


def test_fifth_wrong_try_locks_the_account_for_the_right_password_too(client, user):
    answers = [sign_in(Client(), user, WRONG) for _ in range(5)]

    assert [each.status_code for each in answers] == [200, 200, 200, 200, 429]
    assert "帳號已鎖定" in answers[4].content.decode()
    assert sign_in(client, user).status_code == 429
    assert client.get("/").status_code == 302
    assert acts() == [*["sign_in.refused"] * 4, "account.locked", *["sign_in.refused"] * 2]
    reasons = [detail(each)["reason"] for each in entries("sign_in.refused")]
    assert reasons == [*["password"] * 5, "locked"]


def test_lock_outlives_the_cache_and_the_browser(user):
    lock(user)
    cache.clear()

    assert sign_in(Client(HTTP_USER_AGENT="other", REMOTE_ADDR="10.1.1.1"), user).status_code == 429


def test_lock_of_one_account_leaves_another_alone(client, user):
    lock(user)

    assert sign_in(client, make_user(username="wang")).status_code == 302


def test_unknown_name_is_locked_with_the_same_words(user):
    lock(user)
    lock("nobody")

    shown = {sign_in(Client(), name).content for name in ("lin", "nobody")}
    assert len(shown) == 1
    assert [each.subject for each in entries("account.locked")] == [
        f"user:{user.pk}",
        "user:unknown",
    ]


def test_unlocked_account_signs_in_again(client, user):
    lock(user)
    unlock_account(user, by=make_user(Role.ADMINISTRATOR))

    assert locked_among(["lin"]) == set()
    assert sign_in(client, user).status_code == 302
    assert entries("account.unlocked")[0].actor == "administrator-market"


def test_unlocking_what_is_not_locked_is_no_act(user):
    unlock_account(user, by=user)

    assert acts() == []


def test_locked_among_is_one_query(user, django_assert_num_queries):
    lock(user)

    with django_assert_num_queries(1):
        assert locked_among(["lin", "wang", "chen"]) == {"lin"}


def test_wrong_codes_cut_the_session_at_three(client, user):
    enrolled(user)
    sign_in(client, user)

    answers = [send_code(client, wrong_code()) for _ in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 403]
    assert client.get(reverse("mfa_authenticate")).headers["Location"] == "/accounts/login/"
    reasons = [detail(each)["reason"] for each in entries("sign_in.refused")]
    assert reasons == ["code", "code", "code"]


def test_wrong_codes_and_passwords_lock_together_at_five(client, user):
    enrolled(user)
    for _ in range(2):
        sign_in(Client(), user, WRONG)
    sign_in(client, user)

    answers = [send_code(client, wrong_code()).status_code for _ in range(2)]
    sign_in(client, user)
    last = send_code(client, wrong_code())

    assert (answers, last.status_code) == ([200, 200], 429)
    assert locked_among(["lin"]) == {"lin"}
    assert entries("session.opened") == []


def test_right_code_of_an_account_locked_meanwhile_is_refused(client, user):
    enrolled(user)
    sign_in(client, user)
    lock(user)

    assert send_code(client, code_now()).status_code == 429
    assert client.get("/").status_code == 302
    assert entries("session.opened") == []


def test_right_code_forgets_the_wrong_tries(client, user):
    enrolled(user)
    for _ in range(2):
        sign_in(Client(), user, WRONG)
    sign_in(client, user)

    assert send_code(client, code_now()).status_code == 302
    assert AccessAttempt.objects.count() == 0


def test_wrong_present_passwords_cut_the_session_too(client, user):
    sign_in(client, user)
    form = {"oldpassword": WRONG, "password1": NEW, "password2": NEW}

    answers = [client.post(reverse("account_change_password"), form) for _ in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 403]
    assert client.get("/").status_code == 302


def test_right_present_password_forgets_the_wrong_ones(client, user):
    sign_in(client, user)
    url = reverse("account_reauthenticate")
    for password in (WRONG, WRONG, PASSWORD, WRONG, WRONG):
        client.post(url, {"password": password})

    assert client.get("/").content == b"home"
    assert AccessAttempt.objects.get().failures_since_start == 2


def test_nothing_typed_secretly_is_kept_by_axes(client, user):
    enrolled(user)
    sign_in(client, user)
    code = wrong_code()
    send_code(client, code)
    send_code(client, "my-secret-note")
    sign_in(Client(), "typed-the-password-here", WRONG)

    kept = [each.post_data for each in AccessAttempt.objects.all()]
    assert len(kept) == 2
    for secret in (code, "my-secret-note", WRONG, "typed-the-password-here"):
        assert all(secret not in text for text in kept)
