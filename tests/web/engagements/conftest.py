"""A firm that is assessed, and what browses its pages as one of its people."""

import pytest
from django.urls import reverse
from tests.web.engagements.engaging import Engaging


@pytest.fixture
def story():
    return Engaging()


@pytest.fixture
def come(client):
    """Return what signs somebody in, unless they are already."""
    here = []

    def sign_in(user):
        if here != [user]:
            client.force_login(user)
            here[:] = [user]

    return sign_in


@pytest.fixture
def browse(client, story, come):
    """Return a page's text as one of its CPAs sees it; any other answer than 200 fails."""

    def get(name, *args, by=None, status=200, **query):
        come(by or story.cpas[0])
        response = client.get(reverse(name, args=[story.firm.code, *args]), query)
        assert response.status_code == status
        return response.text

    return get


@pytest.fixture
def send(client, story, come):
    def post(name, *args, by, status=302, **data):
        come(by)
        response = client.post(reverse(name, args=[story.firm.code, *args]), data)
        assert response.status_code == status
        return response.text

    return post
