"""`chahe rulebook import`: what it prints, and that a mistake is one line and changes nothing."""

import pytest
from tests.factories import make_user
from tests.web.rulebooks.importing import DOCUMENT, FIRST, NEW, OLD, SECOND, in_force

from chahe.cli import main
from chahe.cli.rulebook import import_
from chahe.web.accounts.roles import Role
from chahe.web.rulebooks import actions_imports
from chahe.web.rulebooks.models import ImportedEdition, OfficialFile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _migrated(monkeypatch):
    monkeypatch.setattr("chahe.cli.rulebook.import_.migrate", lambda: None)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "room.txt"
    path.write_text(NEW, "utf-8")
    return str(path)


def run(capsys, *arguments):
    status = main(["rulebook", "import", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_import_says_what_is_proposed_and_where_to_confirm(capsys, file):
    in_force(OLD)
    user = make_user(Role.SUPERVISOR)

    status, out, err = run(capsys, file, "--as", f"{DOCUMENT}@113/05/15", "--by", user.username)

    imported = ImportedEdition.objects.get(edition=SECOND)
    assert (status, err, imported.made_by) == (0, "", user)
    assert out.splitlines() == [
        f"{DOCUMENT}@{SECOND}　證券商小型機房管理要點　待確認",
        "自動沿用 4 條，文字修正 1 條，條號變更 1 條，新增 1 條，刪除 1 條",
        "  文字修正　1(2) → 1(3)　89%",
        "  條號變更　1(3) → 1(4)　100%",
        "沒有放進條文的行：0 行",
        f"請到網站逐條確認：http://127.0.0.1:8097/rulebook/imports/{imported.pk}/",
    ]


def test_import_of_an_edition_we_have_binds_its_texts(capsys, file):
    in_force(OLD)

    status, out, _ = run(capsys, file, "--as", f"{DOCUMENT}@{FIRST}")

    assert status == 0
    assert "條號相符 6 條，待確認 1 條" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--as", DOCUMENT], "--as 要寫成"),
        (["--as", f"{DOCUMENT}@明年"], "沒有「demo/machine-room@明年」"),
        (["--as", f"機房@{FIRST}"], "機關/文件"),
        (["--as", f"{DOCUMENT}@{FIRST}", "--base", "twse/none@2020-01-01"], "不能作為前一版本"),
        (["--as", f"{DOCUMENT}@{FIRST}", "--label", "修訂後"], "沒有唯一的欄位"),
        (["--as", f"{DOCUMENT}@{FIRST}", "--by", "nobody"], "沒有「nobody」這個帳號"),
        (["--as", f"{DOCUMENT}@{FIRST}", "--partial"], "還沒有前一版本"),
    ],
)
def test_a_mistake_is_one_line_and_changes_nothing(capsys, file, arguments, said):
    status, out, err = run(capsys, file, *arguments)

    assert (status, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert not OfficialFile.objects.exists()


def test_a_file_is_held_to_the_size_the_site_holds_it_to():
    assert import_.MOST_BYTES == actions_imports.MOST_BYTES


def test_a_file_that_is_not_there_is_said_before_the_site_is_touched(capsys, tmp_path):
    status, _, err = run(capsys, str(tmp_path / "none.txt"), "--as", f"{DOCUMENT}@{FIRST}")

    assert (status, err.count("\n")) == (2, 1)
    assert "讀不到檔案" in err
