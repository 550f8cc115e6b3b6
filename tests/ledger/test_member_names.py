"""Names that unpack safely."""

import pytest

from chahe.ledger.member_names import first_fault, name_fault


@pytest.mark.parametrize("name", ["a", "查核報告.docx", "工作底稿/7.1.txt", ".hidden", "a..b/c"])
def test_name_of_one_safe_place_is_taken(name: str) -> None:
    assert name_fault(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/etc/passwd",
        "../a",
        "a/../../b",
        "..",
        "./a",
        "a//b",
        "a/",
        "a\\b",
        "..\\a",
        "C:/a",
        "a:stream",
        "a\0b",
        "a\nb",
        "a\u202etxt.exe",
        "\ud800",
        "a.",
        "a /b",
        "核" * 200,
    ],
)
def test_name_of_any_other_place_is_refused(name: str) -> None:
    assert name_fault(name) is not None


@pytest.mark.parametrize(
    ("names", "bad"),
    [
        (["a", "A"], "A"),
        (["caf\u00e9", "cafe\u0301"], "cafe\u0301"),
        (["manifest.json"], "manifest.json"),
        (["Proof.JSON"], "Proof.JSON"),
        (["proof.json/a"], "proof.json/a"),
        (["a", "A/b"], "A/b"),
        (["a/b", "A"], "A"),
        (["a", "../b"], "../b"),
    ],
)
def test_names_that_meet_are_refused(names: list[str], bad: str) -> None:
    fault = first_fault(names)

    assert fault is not None
    assert fault[0] == bad


def test_names_that_differ_are_taken() -> None:
    assert first_fault(["a/b", "a/c", "ab", "a.b"]) is None
