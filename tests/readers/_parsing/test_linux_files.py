import pytest

from chahe.readers import ReadError
from chahe.readers._parsing.linux.files import Module, modules, read_files, settings


def test_files_are_parted_and_comments_left_out() -> None:
    files = read_files(["web1\n", "==> /etc/a <==\n", "# x\n", " b 1 \n", "\n", "==> /etc/c <==\n"])

    assert (files.host, files.missing) == ("web1", [])
    assert files.lines == {"/etc/a": [(4, "b 1")], "/etc/c": []}
    assert files.heads == {"/etc/a": 2, "/etc/c": 6}


def test_the_host_may_be_a_file_of_its_own() -> None:
    assert read_files(["==> /etc/hostname <==\n", "web1\n", "web2\n"]).host == "web1"


def test_a_file_tail_could_not_open_is_missing() -> None:
    files = read_files(["tail: cannot open '/etc/x' for reading: No such file or directory\n"])

    assert (files.host, files.missing) == ("", ["/etc/x"])


def test_a_file_is_there_once() -> None:
    with pytest.raises(ReadError, match="第 2 行：/etc/a 出現兩次"):
        read_files(["==> /etc/a <==", "==> /etc/a <=="])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a = 1", {"a": (1, "1")}),
        ("a=1", {"a": (1, "1")}),
        ("a\t1 # b", {"a": (1, "1")}),
        ("a", {"a": (1, "")}),
        ("#a = 1", {}),
    ],
)
def test_settings(text: str, found: dict[str, tuple[int, str]]) -> None:
    assert settings([(1, text)]) == found


def test_of_a_setting_the_last_counts() -> None:
    assert settings([(1, "a = 1"), (2, "a = 2")]) == {"a": (2, "2")}


@pytest.mark.parametrize(
    ("text", "module"),
    [
        ("auth required pam_x.so", Module(1, "required", "pam_x.so", {})),
        ("-auth required /lib/security/pam_x.so", Module(1, "required", "pam_x.so", {})),
        ("auth [success=1 default=ignore] y.so a b=2",
         Module(1, "[success=1 default=ignore]", "y.so", {"a": "", "b": "2"})),
        ("@include z", Module(1, "include", "z", {})),
        ("auth include z", Module(1, "include", "z", {})),
    ],
)  # fmt: skip
def test_modules(text: str, module: Module) -> None:
    assert list(modules([(1, text)], "auth")) == [module]


def test_modules_of_another_stack_are_left_out() -> None:
    assert list(modules([(1, "session required pam_x.so")], "auth")) == []


def test_a_line_may_go_on() -> None:
    found = list(
        modules([(1, "auth required \\"), (2, "x.so a"), (3, "auth optional y.so")], "auth")
    )

    assert [(each.line, each.name, each.arguments) for each in found] == [
        (1, "x.so", {"a": ""}),
        (3, "y.so", {}),
    ]
