"""The repository is a thing with invariants too."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MIB = 1024 * 1024
LARGER_ON_PURPOSE: dict[str, str] = {}  # path: reason
INVENTED_ON_PURPOSE = {"tests/readers/data/fortigate_vdoms.conf": "a key as FortiOS writes one"}
SECRETS = re.compile(
    rb"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{40}"
    rb"|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[baprs]-[A-Za-z0-9-]{20}"
)
TARGETS = [
    *("help", "setup", "demo", "run", "test", "core", "journeys", "postgres"),
    *("lint", "fix", "check", "docs", "bench"),
]


def tracked() -> list[Path]:
    """Return the files git keeps; of a copy without git, every file that is not hidden or made."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        names = subprocess.run(listing, capture_output=True, check=True, cwd=ROOT).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    paths = (ROOT / name.decode() for name in names.split(b"\0") if name)
    return [path for path in paths if path.is_file()]


@pytest.fixture(scope="module")
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def makefile() -> str:
    return (ROOT / "Makefile").read_text("utf-8")


def test_lock_has_every_dependency_and_its_range(project):
    lock = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    (ours,) = [package for package in lock["package"] if package["name"] == "chahe"]

    def plain(requirements):
        return {
            re.sub(r"\[.*?\]", "", requirement).replace(" ", "") for requirement in requirements
        }

    def locked(entries):
        return {entry["name"] + entry.get("specifier", "") for entry in entries}

    extras = [
        one for group in project["project"]["optional-dependencies"].values() for one in group
    ]
    wanted = plain([*project["project"]["dependencies"], *extras])
    assert {name.lower() for name in wanted} == locked(ours["metadata"]["requires-dist"])
    for group, requirements in project["dependency-groups"].items():
        named = {name.lower() for name in plain(requirements)}
        assert named == locked(ours["metadata"]["requires-dev"][group])
    assert ours["version"] == project["project"]["version"]
    assert lock["requires-python"] == project["project"]["requires-python"] == ">=3.11"


def test_every_dependency_says_why_it_is_here(project):
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    block = text.partition("dependencies = [")[2].partition("\n]")[0]

    lines = [line for line in block.splitlines() if line.strip()]

    assert len(lines) == len(project["project"]["dependencies"])
    assert [line for line in lines if "# " not in line] == []


def test_makefile_has_its_targets_and_help_names_each(makefile):
    described = re.findall(r"^([a-z]+): .*## ", makefile, re.M)
    (phony,) = re.findall(r"^\.PHONY: (.+)$", makefile, re.M)

    assert sorted(described) == sorted(TARGETS) == sorted(phony.split())


def test_two_commands_of_the_readme_are_targets():
    readme = (ROOT / "README.md").read_text("utf-8")

    assert {"make demo", "make test"} <= set(re.findall(r"make [a-z]+", readme))
    assert set(re.findall(r"make ([a-z]+)", readme)) <= set(TARGETS)


def test_ci_runs_the_tests_and_the_rest_of_check(makefile):
    script = (ROOT / ".ci/run").read_text("utf-8")
    (check,) = re.findall(r"^check: ([a-z ]+) ##", makefile, re.M)

    run = {word for line in re.findall(r"make ([a-z ]+)$", script, re.M) for word in line.split()}

    assert run == {*check.split(), "postgres"}
    assert "set -euo pipefail" in script
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


def test_env_sample_names_every_setting():
    from docs.generate.settings import DESCRIBED

    sample = (ROOT / "env.sample").read_text("utf-8")

    assert set(re.findall(r"CHAHE_[A-Z_]+(?==)", sample)) == DESCRIBED.keys()


def test_version_is_in_the_changelog(project):
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")

    assert f"## {project['project']['version']}" in changelog


def test_every_change_fragment_has_a_kind():
    kinds = {"added", "changed", "fixed", "removed", "security", "regulation"}

    found = {path.name for path in (ROOT / "changes").iterdir()} - {"README.md"}

    assert [name for name in found if name.split(".")[-2:] != [name.split(".")[-2], "md"]] == []
    assert {name.split(".")[-2] for name in found} <= kinds


def test_no_file_is_large():
    large = [
        name
        for path in tracked()
        if path.stat().st_size > MIB
        and (name := str(path.relative_to(ROOT))) not in LARGER_ON_PURPOSE
    ]

    assert large == []


def test_no_file_holds_a_secret():
    found = {str(path.relative_to(ROOT)) for path in tracked() if SECRETS.search(path.read_bytes())}

    assert found == INVENTED_ON_PURPOSE.keys()


def test_what_is_made_is_not_kept():
    made = {".venv", ".uv", "__pycache__", "var"}

    assert [path for path in tracked() if made & set(path.relative_to(ROOT).parts)] == []
