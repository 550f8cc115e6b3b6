"""A book without any day says so on every page that names it."""

import pytest
from tests.factories import make_firm, make_user
from tests.web.accounts.signing_in import enrolled

from chahe.web.accounts.roles import Role
from chahe.web.inspections.models import Inspection

pytestmark = pytest.mark.django_db

UNDATED = "/rulebook/tpex/sto-assessment/undated/"


@pytest.fixture(autouse=True)
def _static(settings):
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def reader(client):
    client.force_login(enrolled(make_user(Role.SECURITY_OFFICER, make_firm())))
    return client


@pytest.mark.parametrize("url", ["/rulebook/", UNDATED, f"{UNDATED}3.7.4.1.a/"])
def test_a_page_names_an_edition_without_a_day(reader, url):
    response = reader.get(url)

    assert response.status_code == 200
    assert "起日不明版" in response.content.decode()


@pytest.mark.parametrize(
    ("edition", "label"),
    [
        ("undated", "起日不明版"),
        ("2018-11-30", "107年11月30日版"),
        ("before-2018-11-30", "before-2018-11-30"),
    ],
)
def test_an_inspection_names_its_edition(edition, label):
    assert Inspection(edition=edition).edition_label == label
