import pytest

from chahe.checks._algorithms.tls.names import is_named


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("a.example.com", "A.Example.com."),
        ("a.example.com", "*.example.com"),
        ("2001:db8::1", "2001:0db8:0::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("localhost", "localhost"),
    ],
)
def test_named(host: str, name: str) -> None:
    assert is_named(host, [name]) is True


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("example.com", "*.example.com"),
        ("b.a.example.com", "*.example.com"),
        ("a.example.com", "a*.example.com"),
        ("a.example.com", "*"),
        ("a.example.com", "example.com"),
        ("192.0.2.11", "*.0.2.11"),
        ("", ""),
    ],
)
def test_not_named(host: str, name: str) -> None:
    assert is_named(host, [name]) is False
