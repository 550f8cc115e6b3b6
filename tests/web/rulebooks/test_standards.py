"""法規 and 適用範圍 as files in the formats others use."""

import json
from datetime import date

import pytest
from django.urls import reverse
from tests.factories import make_firm, make_user
from tests.standards.validating import errors
from tests.web.accounts.signing_in import enrolled

from chahe.web.accounts.roles import Role
from chahe.web.firms.actions import state_fact

pytestmark = pytest.mark.django_db

EDITION = "/rulebook/twse/mechanism/2018-11-30/"
PROFILE = "/firms/8888/scope/profile.json"
MECHANISM = {"document": "twse/mechanism"}


@pytest.fixture(autouse=True)
def _static(settings):
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def firm():
    return make_firm()


@pytest.fixture
def officer(firm, client):
    user = enrolled(make_user(Role.SECURITY_OFFICER, firm))
    client.force_login(user)
    state_fact(
        firm=firm, by=user, kind="cloud_user", value=False, since=date(2026, 1, 1), source="表"
    )
    return user


def test_catalog_is_a_valid_file(client, officer):
    response = client.get(f"{EDITION}catalog.json")

    made = json.loads(response.content)
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    assert response["Content-Disposition"] == (
        'attachment; filename="twse-mechanism-2018-11-30.catalog.json"'
    )
    assert errors(made) == []
    assert made["catalog"]["metadata"]["version"] == "2018-11-30"


def test_catalog_is_offered_where_the_edition_is_read(client, officer):
    assert f'href="{EDITION}catalog.json" download' in client.get(EDITION).content.decode()


def test_catalog_of_what_is_not_there_is_not_found(client, officer):
    assert client.get("/rulebook/twse/mechanism/2019-01-01/catalog.json").status_code == 404


def test_profile_is_of_the_firm_and_the_day(client, officer):
    response = client.get(PROFILE, {**MECHANISM, "on": "115/11/21"})

    made = json.loads(response.content)
    assert response["Content-Disposition"] == (
        'attachment; filename="8888-2026-11-21-twse-mechanism-2018-11-30.profile.json"'
    )
    assert errors(made) == []
    assert made["profile"]["imports"][0]["exclude-controls"][0]["with-ids"] == ["rule-12.1.a"]


def test_profile_is_of_the_edition_and_the_facts_of_its_day(client, officer):
    response = client.get(PROFILE, {**MECHANISM, "on": "107/11/29"})

    made = json.loads(response.content)["profile"]
    assert made["metadata"]["version"] == "before-2018-11-30／2018-11-29"
    assert "exclude-controls" not in made["imports"][0]


def test_profile_is_offered_where_the_scope_is_read(client, officer):
    page = client.get(reverse("firm_scope", args=["8888"]), {"on": "115/11/21"}).content.decode()
    address = page.partition(f'href="{PROFILE}')[2].partition('"')[0].replace("&amp;", "&")

    assert client.get(PROFILE + address).status_code == 200


def test_profile_of_a_trial_is_not_offered(client, officer):
    page = client.get(reverse("firm_scope", args=["8888"]), {"if-cloud_user": "yes"})

    assert PROFILE not in page.content.decode()


def test_profile_of_no_document_leads_to_the_scope(client, officer):
    assert client.get(PROFILE)["Location"] == reverse("firm_scope", args=["8888"])


@pytest.mark.parametrize(
    "asked", [{"document": "twse/nothing"}, {**MECHANISM, "on": "2026-01-01"}, {"document": "\0"}]
)
def test_profile_of_what_is_not_there_is_not_found(client, officer, asked):
    assert client.get(PROFILE, asked).status_code == 404


def test_profile_of_another_firm_is_not_there(client, officer):
    make_firm("7777")

    assert client.get("/firms/7777/scope/profile.json", MECHANISM).status_code == 404


@pytest.mark.parametrize("facts", [1, 3])
def test_profile_costs_the_same_whatever_was_stated(
    client, firm, officer, facts, django_assert_num_queries
):
    for kind in ("cloud_provider", "web_quotes", "public_company")[:facts]:
        state_fact(
            firm=firm, by=officer, kind=kind, value=True, since=date(2026, 1, 1), source="表"
        )

    with django_assert_num_queries(6):  # session, user, roles, firm, imports, facts
        client.get(PROFILE, MECHANISM)


def test_catalog_costs_little(client, officer, django_assert_num_queries):
    with django_assert_num_queries(3):  # session, user, texts bound
        client.get(f"{EDITION}catalog.json")
