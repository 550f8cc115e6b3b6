"""Files uploaded as the answer to a request."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.web.inspections.asked import KIND, ask
from tests.web.inspections.story import Story

from chahe.web.inspections.actions import requests as asking

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def request_of(story):
    """Return a function that asks the owner, for an inspection or this period's 符合性."""
    return lambda inspection=None, **said: ask(story, inspection or story.plan(), **said)


def about(story, **said):
    return {
        "kind": KIND,
        "collected_on": f"{story.today.year - 1911}/{story.today:%m/%d}",
        "where_from": "稽核室",
        **said,
    }


def upload(name, content=b"content\n"):
    return SimpleUploadedFile(name, content, content_type="text/plain")


def test_several_files_are_uploaded_and_answer_at_once(client, story, request_of):
    asked = request_of()
    client.force_login(story.owner)
    url = reverse("request_upload", args=["8888", asked.pk])

    answer = client.post(url, about(story, file=[upload("a.txt", b"a\n"), upload("b.txt", b"b\n")]))

    assert answer.status_code == 302
    asked.refresh_from_db()
    names = [asked.answer.name, *(each.evidence.name for each in asked.more.all())]
    assert names == ["a.txt", "b.txt"]


def test_a_refused_file_keeps_the_others_and_nobody_uploads_twice(client, story, request_of):
    asked = request_of()
    client.force_login(story.owner)
    url = reverse("request_upload", args=["8888", asked.pk])

    refused = client.post(
        url, about(story, file=[upload("a.txt", b"a\n"), upload("b.exe", b"MZ\x90\x00" * 20)])
    )

    assert refused.status_code == 422
    assert "「b.exe」" in refused.text and "已收下" in refused.text
    asked.refresh_from_db()
    assert asked.answered_at is None
    (kept,) = story.firm.evidence.all()
    assert f'name="kept" value="{kept.pk}"' in refused.text
    again = client.post(url, about(story, kept=[kept.pk], file=[upload("b.txt", b"b\n")]))
    assert again.status_code == 302
    asked.refresh_from_db()
    assert asked.answer == kept
    assert [each.evidence.name for each in asked.more.all()] == ["b.txt"]


def test_uploading_no_file_says_so(client, story, request_of):
    asked = request_of()
    client.force_login(story.owner)

    answer = client.post(reverse("request_upload", args=["8888", asked.pk]), about(story))

    assert answer.status_code == 422
    assert "請選擇要上傳的檔案" in answer.text


def test_uploading_to_an_answered_request_says_so(client, story, request_of):
    asked = request_of()
    asking.answer_no_occurrence(request=asked, reason="沒有", by=story.owner)

    client.force_login(story.owner)
    answer = client.get(reverse("request_upload", args=["8888", asked.pk]), follow=True)

    assert "已經回覆過" in answer.text
