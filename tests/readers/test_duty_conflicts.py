import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.duty_conflicts import duty_conflicts

HEAD = "權限甲,權限乙,理由\n"
SAMPLE = (DATA / "duty_conflicts.csv").read_bytes()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "duty_conflicts.csv"))

    assert (table.reader, table.kind, table.gaps) == ("duty_conflicts", "duty_conflicts", ())
    assert table.rows == (
        {
            "right_a": "委託更正", "right_b": "委託更正覆核", "system": "交易系統",
            "why": "更正與覆核應由不同人辦理", "line": 2,
        },
        {
            "right_a": "程式開發", "right_b": "程式換版", "system": "",
            "why": "開發人員不得自行換版", "line": 3,
        },
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    (row,) = duty_conflicts.read(of(f"{HEAD}開立,覆核,\n".encode(encoding))).rows

    assert row == {"right_a": "開立", "right_b": "覆核", "system": "", "why": "", "line": 2}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何一組權限"),
        ("權限甲,理由\na,b\n", "欄位「權限甲」：缺少欄位|欄位「權限乙」：缺少欄位"),
        (f"{HEAD},b,\n", "第 2 行、欄位「權限甲」：.*不可空白"),
        (f"{HEAD}a,,\n", "第 2 行、欄位「權限乙」：.*不可空白"),
        (f"{HEAD}Admin,admin,\n", "第 2 行、欄位「權限乙」：兩個權限相同"),
        (f"{HEAD}a,b\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        duty_conflicts.read(of(text))


@given(at=st.integers(0, len(SAMPLE)), junk=st.binary(max_size=4), cut=st.booleans())
def test_damage_is_refused_or_read(at: int, junk: bytes, cut: bool) -> None:
    try:
        table = duty_conflicts.read(of(SAMPLE[:at] + junk + (b"" if cut else SAMPLE[at:])))
    except ReadError:
        return
    assert all(row["right_a"] and row["right_b"] for row in table.rows)
