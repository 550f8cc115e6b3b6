import pytest
from hypothesis import given
from hypothesis import strategies as st

from chahe.web.file_names import clean_name, extension_of


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("帳號清單.csv", "帳號清單.csv"),
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\王\桌面\名冊.xlsx", "名冊.xlsx"),
        ("..", "未命名"),
        ("", "未命名"),
        (" . ", "未命名"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\u200b\x00\x07b.txt", "ab.txt"),
        ("a\nb.txt", "a b.txt"),
        ("NUL.csv", "_NUL.csv"),
        ("com1", "_com1"),
        ("console.csv", "console.csv"),
        ('a<b>:"|?*.csv', "a_b______.csv"),
        ("結尾點. ", "結尾點"),
        ("\ud800.txt", ".txt"),
    ],
)
def test_clean_name_keeps_what_is_safe_to_show(sent, kept):
    assert clean_name(sent) == kept.strip(" .")


def test_clean_name_is_shortened_before_its_extension():
    assert clean_name("長" * 300 + ".csv") == "長" * 196 + ".csv"


@given(st.text())
def test_clean_name_of_anything_is_short_and_is_its_own(name):
    cleaned = clean_name(name)

    assert 1 <= len(cleaned) <= 201
    assert not set(cleaned) & set('/\\<>:"|?*\0\n')


@pytest.mark.parametrize(
    ("name", "extension"), [("a.CSV", ".csv"), ("a.tar.gz", ".gz"), ("a", ""), (".csv", "")]
)
def test_extension_of(name, extension):
    assert extension_of(name) == extension
