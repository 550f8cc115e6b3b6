"""Commands that need the site, each as a process of its own with its own data."""

import os
import subprocess
import sys

import pytest


@pytest.fixture
def chahe(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHAHE_")}
    environment = kept | {"CHAHE_HOME": str(tmp_path / "home")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "chahe", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


def test_admin_makes_an_account_once_and_the_ledger_holds_it(chahe):
    made = chahe("admin", "root1", "--name", "周管理")
    again = chahe("admin", "root1", "--name", "周管理")
    whole = chahe("ledger", "verify")

    assert made.returncode == 0, made.stderr
    assert len(made.stdout.splitlines()[-1]) >= 16
    assert (again.returncode, again.stderr.count("\n")) == (2, 1)
    assert "已經有人使用" in again.stderr
    assert (whole.returncode, whole.stdout) == (
        0,
        "帳本完整：1 筆軌跡，0 個已簽署的樹頭。\n",
    )
    assert chahe("ledger", "key").stdout.startswith("-----BEGIN PUBLIC KEY-----")


def test_demo_never_clears_what_is_not_a_demonstration(chahe, tmp_path):
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "file").write_text("x")

    refused = chahe("demo", "--fresh", "--only-fill", "--home", str(tmp_path / "precious"))

    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert (tmp_path / "precious" / "file").exists()
