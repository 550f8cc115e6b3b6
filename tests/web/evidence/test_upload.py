import io

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import StopUpload
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from chahe.web.evidence import upload
from chahe.web.evidence.refusals import Refused, TooBig

from .test_storage import files

CONTENT = b"line of text\n" * 200_000  # more than one chunk


class Body(io.BytesIO):
    """A connection that may break after some bytes."""

    def __init__(self, content, breaks_after=None):
        super().__init__(content)
        self.breaks_after = breaks_after

    def read(self, size=-1):
        if self.breaks_after is not None and self.tell() >= self.breaks_after:
            raise OSError("connection reset by peer")
        return super().read(size)


def body_of(**fields):
    return encode_multipart(BOUNDARY, fields)


def named(name, content):
    made = io.BytesIO(content)
    made.name = name
    return made


@pytest.fixture
def post():
    requests = []

    def make(body, *, length=None, breaks_after=None):
        environ = {
            "wsgi.input": Body(body, breaks_after),
            "CONTENT_LENGTH": str(length or len(body)),
        }
        request = RequestFactory().generic("POST", "/", body, MULTIPART_CONTENT, **environ)
        requests.append(request)
        return request

    yield make
    for request in requests:
        request.close()


def test_upload_streams_to_incoming_and_is_readable(post, settings):
    request = post(body_of(title="甲", file=named("a.txt", CONTENT)))

    received = request.FILES["file"]

    (partial,) = files(settings, "incoming")
    assert received.incoming.path == partial
    assert (received.name, received.size) == ("a.txt", len(CONTENT))
    assert received.read() == CONTENT
    assert b"".join(received.chunks()) == CONTENT
    assert request.POST["title"] == "甲"


def test_upload_leaves_nothing_when_the_request_ends(post, settings):
    request = post(body_of(file=named("a.txt", CONTENT), other=named("b.txt", b"b")))
    assert len(request.FILES) == 2

    request.close()

    assert files(settings, "incoming") == []


def test_upload_past_the_limit_keeps_the_fields_before_it_and_no_bytes(post, settings):
    settings.EVIDENCE_MAX_BYTES = 1000
    body = body_of(title="甲", file=named("a.txt", CONTENT))
    request = post(body)

    assert request.FILES == {}
    assert request.META["wsgi.input"].tell() == len(body)  # else a browser never sees our answer
    assert request.POST["title"] == "甲"
    assert isinstance(upload.upload_refusal(request), TooBig)
    assert files(settings, "incoming") == []


def test_upload_at_the_limit_is_received(post, settings):
    settings.EVIDENCE_MAX_BYTES = len(CONTENT)

    assert post(body_of(file=named("a.txt", CONTENT))).FILES["file"].size == len(CONTENT)


def test_upload_of_two_gigabytes_is_refused_by_its_stated_length_alone(post, settings, monkeypatch):
    monkeypatch.setattr(upload.storage, "Incoming", None)  # nothing is begun
    request = post(body_of(title="甲", file=named("a.txt", b"begins")), length=2 << 30)

    assert request.FILES == {}
    assert request.POST["title"] == "甲"
    assert "超過上限 1.0 GB" in upload.upload_refusal(request).message


def test_upload_cut_short_is_not_received(post, settings):
    body = body_of(title="甲", file=named("a.txt", CONTENT))
    for cut in (len(body) // 2, len(body) - 10):
        request = post(body[:cut])

        assert request.FILES == {}
        assert files(settings, "incoming") == []


def test_upload_of_a_broken_connection_is_not_received(post, settings):
    body = body_of(file=named("a.txt", CONTENT))
    request = post(body, breaks_after=len(body) // 2)

    with pytest.raises(UnreadablePostError):
        request.POST  # noqa: B018
    request.close()

    assert files(settings, "incoming") == []


def test_upload_of_broken_base64_is_not_received(post, settings):
    body = body_of(file=named("a.txt", b"!" * 9))
    body = body.replace(b"\r\n\r\n!", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n!")
    request = post(body)

    with pytest.raises(MultiPartParserError):
        request.POST  # noqa: B018
    request.close()

    assert files(settings, "incoming") == []


def test_upload_followed_by_a_field_too_big_is_not_received(post, settings):
    request = post(body_of(file=named("a.txt", b"a"), text="x" * (3 << 20)))

    with pytest.raises(RequestDataTooBig):
        request.POST  # noqa: B018
    request.close()

    assert files(settings, "incoming") == []


@pytest.mark.parametrize("when", ["begin", "write"])
def test_upload_onto_a_full_disk_is_refused(post, settings, monkeypatch, when):
    def fail(*args):
        raise OSError("no space left on device")

    monkeypatch.setattr(
        upload.storage.Incoming, {"begin": "__init__", "write": "write"}[when], fail
    )
    request = post(body_of(title="甲", file=named("a.txt", CONTENT)))

    assert request.FILES == {}
    assert "空間可能不足" in upload.upload_refusal(request).message
    assert files(settings, "incoming") == []


def test_upload_by_nobody_is_not_written(post, monkeypatch):
    monkeypatch.setattr(upload.storage, "Incoming", None)
    request = post(body_of(file=named("a.txt", CONTENT)))
    request.user = type("Nobody", (), {"is_authenticated": False})()

    assert request.FILES == {}
    assert "請先登入" in upload.upload_refusal(request).message


def test_handler_without_a_request_still_refuses(settings):
    settings.EVIDENCE_MAX_BYTES = 1
    handler = upload.EvidenceUploadHandler()
    handler.new_file("file", "a.txt", "", None)

    with pytest.raises(StopUpload):
        handler.receive_data_chunk(b"ab", 0)


def test_incoming_file_of_a_source_that_fails_leaves_nothing(settings):
    def chunks():
        yield b"a"
        raise Refused("來源中斷")

    with pytest.raises(Refused):
        upload.IncomingFile.of(chunks(), name="../../a")
    assert files(settings, "incoming") == []
