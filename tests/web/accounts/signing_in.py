"""What a person does with a browser, as one call each."""

import json

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse
from tests.factories import PASSWORD

from chahe.web.accounts.actions import enrol_authenticator
from chahe.web.journal.models import Entry

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WRONG = "Wrong-Horse-77"
NEW = "Other-Battery-8"


def sign_in(client, user, password=PASSWORD, **more):
    username = getattr(user, "username", user)
    return client.post(reverse("account_login"), {"login": username, "password": password, **more})


def send_code(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def code_now(secret=SECRET):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def wrong_code():
    return format_hotp_value((int(code_now()) + 1) % 1_000_000)


def enrolled(user):
    enrol_authenticator(user, secret=SECRET)
    return user


def entries(*acts):
    found = Entry.objects.order_by("seq")
    return list(found.filter(act__in=acts) if acts else found)


def acts():
    return [entry.act for entry in entries()]


def detail(entry):
    return json.loads(entry.text)["detail"]
