import pytest

from chahe.checks._algorithms.mail.tags import parse_tags


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        (" v = DMARC1 ; p=none ", {"v": "DMARC1", "p": "none"}),
        ("p=a=b==;", {"p": "a=b=="}),
        ("p=", {"p": ""}),
    ],
)
def test_tags(text: str, tags: dict[str, str]) -> None:
    assert parse_tags(text) == tags


@pytest.mark.parametrize("text", ["", "v", "v=1;;p=2", "v=1; v=2", "1=2", "=x"])
def test_what_is_no_list(text: str) -> None:
    assert parse_tags(text) is None


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("v=1;;p=2", {"v": "1", "p": "2"}),
        ("v=1; p=2; rua a@b; 1=2; pct=3", {"v": "1", "p": "2", "pct": "3"}),
        ("v; p=2", None),
        ("v=1; p=2; p=3", None),
    ],
)
def test_a_lenient_reader_passes_over_what_is_no_tag(
    text: str, tags: dict[str, str] | None
) -> None:
    assert parse_tags(text, lenient=True) == tags
