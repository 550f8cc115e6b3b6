import socket

import pytest
from tests.authority import authority
from tests.ledger.tsa import quick, refusing_service

from chahe.ledger.stamps import LARGEST, read_stamp, stamp_request
from chahe.web.signatures import service as client
from chahe.web.signatures.service import StampUnavailable

REQUEST = stamp_request(b"said")


def ask():
    return client.ask(REQUEST.data, REQUEST.digest, REQUEST.nonce)


def refusal():
    with pytest.raises(StampUnavailable) as refused:
        ask()
    return str(refused.value)


def test_a_stamp_is_asked_for_as_the_rfc_says(service):
    answer = ask()

    assert read_stamp(answer, REQUEST.digest).tsa == "測試時戳服務"
    assert service.asked == [("/tsa", "application/timestamp-query", REQUEST.data)]


def test_without_a_root_the_stamp_is_taken_and_its_chain_not_asked(service, settings):
    settings.TSA_CERT = ""

    assert ask()


def test_a_root_that_is_anothers_refuses(service, settings, tmp_path):
    (tmp_path / "other.pem").write_bytes(authority("別人").pem)
    settings.TSA_CERT = str(tmp_path / "other.pem")

    assert refusal().startswith("時戳的簽章不成立")


@pytest.mark.parametrize("content", [None, b"hello"])
def test_a_root_that_cannot_be_read_refuses_before_asking(service, settings, tmp_path, content):
    path = tmp_path / "none.pem"
    if content:
        path.write_bytes(content)
    settings.TSA_CERT = str(path)

    assert refusal() == "讀不到時戳服務的根憑證（CHAHE_TSA_CERT）"
    assert service.asked == []


def test_nobody_there_is_said(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.TSA_URL = f"http://127.0.0.1:{port}/"

    assert refusal().startswith("時戳服務沒有回應：")


def test_a_service_that_does_not_answer_is_left(service, monkeypatch):
    import threading

    ended = threading.Event()
    service.answer = lambda _: ended.wait(5) and b""
    monkeypatch.setattr(client, "SECONDS", 0.05)
    try:
        assert refusal().startswith("時戳服務沒有回應：")
    finally:
        ended.set()


@pytest.mark.parametrize("status", [400, 404, 500, 503])
def test_an_error_is_said(service, status):
    service.status = status

    assert refusal() == f"時戳服務沒有回應：HTTP {status}"


def test_a_redirect_leads_nowhere(service):
    service.status, service.headers = 307, {"Location": f"{service.url}/elsewhere"}

    assert refusal() == "時戳服務沒有回應：HTTP 307"
    assert [path for path, _, _ in service.asked] == ["/tsa"]


def test_a_refusal_of_the_service_is_passed_on(service):
    service.answer = refusing_service

    assert refusal() == "時戳服務拒絕蓋章：unaccepted policy"


def test_an_answer_without_end_is_not_read_to_its_end(service):
    service.answer = lambda _: bytes(LARGEST * 4)

    assert refusal() == "時戳太大，不是 RFC 3161 的時戳"


def test_an_answer_to_another_request_is_refused(service):
    another = quick(stamp_request(b"said").data)
    service.answer = lambda _: another

    assert refusal() == "時戳服務回覆的不是這次的請求（nonce 不同）"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/", "tsa.example.tw"])
def test_an_address_of_another_kind_is_never_opened(settings, url):
    settings.TSA_URL = url

    assert refusal() == "時戳服務的網址要以 http:// 或 https:// 開頭（CHAHE_TSA_URL）"


def test_it_is_configured_by_its_address(settings):
    assert not client.is_configured()
    settings.TSA_URL = "http://tsa.example.tw/"
    assert client.is_configured()
