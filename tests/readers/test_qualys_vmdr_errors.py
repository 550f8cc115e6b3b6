import pytest
from tests.readers.qualys_lists import BEFORE, listed, wrapped
from tests.readers.sources import of

from chahe.readers import ReadError
from chahe.readers.qualys_vmdr import qualys_vmdr


@pytest.mark.parametrize(
    "title",
    ["Severity", "KB Severity", "Title", "Last Detected", "Protocol", "Port", "Status",
     "Asset IPV4", "Asset IPV6"],
)  # fmt: skip
def test_a_missing_column_is_said(title: str) -> None:
    with pytest.raises(ReadError, match=f"欄位「{title.lower()}」：缺少欄位"):
        qualys_vmdr.read(of(listed({}, without=title)))


@pytest.mark.parametrize("title", ["QID", "Type Detected", "Asset Name"])
def test_what_lacks_what_it_is_known_by_is_another_csv(title: str) -> None:
    text = listed({}, without=title)

    assert qualys_vmdr.sniff(text.encode()) is False
    with pytest.raises(ReadError, match="找不到標題列"):
        qualys_vmdr.read(of(text))


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"QID": ""}, "欄位「QID」：缺少 QID"),
        ({"QID": "'-"}, "欄位「QID」：缺少 QID"),
        ({"Severity": "9"}, "欄位「Severity」：嚴重性應為 1 至 5"),
        ({"Severity": "'-"}, "欄位「Severity」：嚴重性應為 1 至 5"),
        ({"KB Severity": "High"}, "欄位「KB Severity」：嚴重性應為 1 至 5"),
        ({"Type Detected": "Other"}, "欄位「Type Detected」：看不懂「Other」，應為 Confirmed、"),
        ({"Type Detected": ""}, "欄位「Type Detected」：看不懂「」"),
        ({"Status": "CLOSED"}, "欄位「Status」：看不懂「CLOSED」，應為 NEW、"),
        ({"Status": "'-"}, "欄位「Status」：看不懂「'-」"),
        ({"Port": "x"}, "欄位「Port」：連接埠應為 0 至 65535"),
        ({"Port": "65536"}, "欄位「Port」：連接埠應為 0 至 65535"),
        ({"CVSSv3.1 Base (nvd)": "11"}, r"欄位「CVSSv3\.1 Base \(nvd\)」：分數應為 0 至 10"),
        ({"CVSSv2 Base (nvd)": "high"}, r"欄位「CVSSv2 Base \(nvd\)」：分數應為 0 至 10"),
        ({"Last Detected": "20/11/2026"}, "欄位「Last Detected」：看不懂時間「20/11/2026」"),
        ({"Last Detected": "Foo 20, 2026 07:00 AM"}, "看不懂時間「Foo 20, 2026 07:00 AM」"),
        ({"Last Detected": "Feb 30, 2026 07:00 AM"}, "看不懂時間「Feb 30, 2026 07:00 AM」"),
        ({"Last Detected": "2026-11-20"}, "看不懂時間「2026-11-20」"),
        ({"Last Fixed": "yesterday"}, "欄位「Last Fixed」：看不懂時間「yesterday」"),
        ({"Asset IPV4": "web01"}, "欄位「Asset IPV4」：看不懂位址「web01」"),
        ({"Asset IPV4": "192.0.2.1;192.0.2.2"}, "欄位「Asset IPV4」：看不懂位址"),
        ({"Asset IPV6": "2001:db8::x"}, "欄位「Asset IPV6」：看不懂位址「2001:db8::x」"),
        ({"Asset Name": "'-", "Asset IPV4": "'-"}, "欄位「Asset Name」：資產沒有名稱，也沒有位址"),
    ],
)
def test_what_is_wrong_with_a_record_is_said(said: dict[str, str], message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        qualys_vmdr.read(of(listed({}, said)))

    assert caught.value.line == 6


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (listed(), "清單裡沒有任何資產"),
        ('"x"\n' * 200 + listed({}), "找不到標題列"),
        (BEFORE, "找不到標題列"),
        (f'"{"x" * 200_000}"\n\n', "找不到標題列"),
        (listed({}) + '"1","2"\n', "第 6 行：這一列有 2 欄"),
        (listed({}) + '"x', "第 6 行：引號或欄位分隔有誤"),
        (listed({}).replace('"seen"', '"cols="2""'), "第 5 行：引號或欄位分隔有誤"),
        (wrapped(listed({})) + '"1","2"\n', "第 6 行：引號或欄位分隔有誤"),
        (wrapped(listed({})) + '"x', "第 6 行：引號或欄位分隔有誤"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        qualys_vmdr.read(of(text))


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chahe.readers._parsing.qualys_csv._LARGEST", 500)

    with pytest.raises(ReadError, match="檔案太大，請分批匯出"):
        qualys_vmdr.read(of(listed({}, {}, {})))
