"""Who asks, for what, with which file."""

import io

from django.test import Client
from django.urls import reverse
from tests.factories import make_user

WORDS = {
    "kind": "account_list",
    "title": "一月帳號",
    "period_start": "114/01/01",
    "period_last": "114/01/31",
    "collected_on": "114/02/03",
    "valid_until": "",
    "where_from": "AD 網域控制站",
    "tool": "csvde 10.0",
    "purpose": "",
}


def signed_in(role, firm=None, **options):
    client = Client(**options)
    client.force_login(make_user(role, firm))
    return client


def url(name, firm, *args):
    return reverse(f"evidence{name}", args=[firm.code, *args])


def named(name, content):
    made = io.BytesIO(content)
    made.name = name
    return made
