from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.contract_text import contract_text

SAMPLE = (DATA / "contract_text.txt").read_bytes()
HEAD = "系統維護合約\n甲方：明德證券\n乙方：松柏資訊（統一編號 1）\n"


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "contract_text.txt"))

    assert (table.reader, table.kind, table.gaps) == ("contract_text", "contracts", ())
    assert table.rows[3] == {
        "contract": "資訊系統委外維護契約書", "contractor": "松柏資訊股份有限公司",
        "signed": date(2025, 12, 20), "clause": "第一條", "line": 6,
        "text": "一、甲方委託乙方維護網路下單系統之應用程式，"
        "包括錯誤修正、版本更新與每月一次之例行檢視。",
    }  # fmt: skip
    assert [(row["line"], row["clause"]) for row in table.rows] == [
        (1, ""), (3, ""), (5, "第一條"), (6, "第一條"), (8, "第一條"), (10, "第二條"),
        (13, "第三條"), (14, "第三條"), (15, "第三條"), (17, "第四條"), (20, "第五條"),
        (23, "第六條"), (26, "第六條"), (27, "第六條"), (28, "第六條"), (29, "第六條"),
        (30, "第六條"),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_encodings(encoding: str, ending: str) -> None:
    content = SAMPLE.decode().replace("\n", ending).encode(encoding)

    assert contract_text.sniff(content)
    assert len(contract_text.read(of(content)).rows) == 17


@pytest.mark.parametrize(
    ("text", "contractor"),
    [
        (f"{HEAD}第一條 甲\n", "松柏資訊"),
        ("委外契約\n甲公司(以下稱「甲方」)及乙 公司(以下稱「乙方」)\n第 1 條 甲\n", "乙公司"),
        ("委外契約\n雙方同意\n第1條 甲\n", ""),
    ],
)
def test_who_the_contractor_is(text: str, contractor: str) -> None:
    assert contract_text.read(of(text)).rows[0]["contractor"] == contractor


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("中華民國114年2月28日", date(2025, 2, 28)),
        ("中  華  民  國  一一四  年  二  月  一  日", None),
        ("中華民國   年  月  日", None),
        ("中華民國114年2月30日", None),
        ("中華民國114年2月28日起生效", None),
    ],
)
def test_when_it_was_signed(text: str, signed: date | None) -> None:
    assert contract_text.read(of(f"{HEAD}第一條 甲\n{text}\n")).rows[0]["signed"] == signed


def test_lines_broken_at_the_width_of_a_page_are_joined() -> None:
    text = f"{HEAD}第一條 甲方得稽\n核本契約之作業\n第二條之一 乙\n(一)丙\n丁\n\n戊\n"

    rows = contract_text.read(of(text)).rows

    assert [(row["clause"], row["text"]) for row in rows[3:]] == [
        ("第一條", "第一條 甲方得稽核本契約之作業"),
        ("第二條之一", "第二條之一 乙"),
        ("第二條之一", "(一)丙丁"),
        ("第二條之一", "戊"),
    ]


def test_a_title_with_spaces_is_one() -> None:
    table = contract_text.read(of("\n資 訊 服 務 契 約 書\n第一條 甲\n"))

    assert (table.rows[0]["contract"], table.rows[0]["line"]) == ("資訊服務契約書", 2)


def test_two_contracts_in_a_file_are_a_gap() -> None:
    table = contract_text.read(of(f"{HEAD}第一條 甲\n第二條 乙\n{HEAD}第一條 甲\n"))

    assert table.gaps == ("第一條出現兩次，可能有兩份契約，請一份契約一個檔案",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("資訊安全政策\n第一條 甲\n", "開頭沒有契約名稱"),
        ("雙方訂立契約，條款如下：\n第一條 甲\n", "開頭沒有契約名稱"),
        (HEAD, "沒有任何條文（第…條）"),
        (f"{HEAD}第一條 {'甲' * 1_000_000}\n{'乙' * 1_000_000}\n", "第 5 行：檔案太長"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        contract_text.read(of(text))


@pytest.mark.parametrize(
    "text",
    [
        "資訊安全政策\n甲方乙方\n第一條 甲\n",
        "委外契約\n第一條 甲\n",
        "委外契約\n甲方與乙方\n一、甲\n",
        "系統名稱,契約編號,甲方,乙方\n第一條,甲,乙,丙\n",
    ],
)
def test_other_texts_are_left_alone(text: str) -> None:
    assert contract_text.sniff(text.encode()) is False


@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(SAMPLE))), data.draw(st.integers(0, 30))
    content = SAMPLE[:at] + data.draw(st.binary(max_size=20)) + SAMPLE[at + cut :]
    try:
        table = contract_text.read(of(content))
    except ReadError:
        return
    assert table.rows
