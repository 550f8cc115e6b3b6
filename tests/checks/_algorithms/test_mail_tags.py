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
