"""To add a member is to add files: every registry is exactly what its folder holds."""

from pathlib import Path

import pytest

from chahe import checks, cli, readers, rulebook
from chahe.cli import Command
from chahe.cli import rulebook as cli_rulebook
from chahe.cli.rulebook._model import Action
from chahe.discover import discover
from chahe.documents import oscal, papers, reports, writers
from chahe.rulebook.load import BOOKS
from chahe.rulebook.vocabulary import HERE
from chahe.standards import imports

REGISTRIES = {
    "checks": (checks, checks.load_checks),
    "readers": (readers, readers.load_readers),
    "reports": (reports, reports.load_reports),
    "papers": (papers, papers.load_papers),
    "writers": (writers, writers.load_writers),
    "exports of OSCAL": (oscal, oscal.load_exports),
    "imports of standards": (imports, imports.load_imports),
    "commands": (cli, lambda: discover(cli.__name__, Command)),
    "actions of rulebook": (cli_rulebook, lambda: discover(cli_rulebook.__name__, Action)),
}


@pytest.mark.parametrize("name", REGISTRIES)
def test_registry_is_what_the_folder_holds(name):
    package, load = REGISTRIES[name]
    folder = Path(package.__file__).parent

    found = load()

    assert list(found) == sorted(
        path.stem
        for path in folder.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
        if not path.stem.startswith("_")
    )
    with pytest.raises(TypeError):
        found["another"] = None


@pytest.mark.parametrize("name", ["checks", "readers", "reports", "papers", "exports of OSCAL"])
def test_a_member_says_what_its_file_is_called(name):
    _, load = REGISTRIES[name]

    assert [member.id for member in load().values()] == list(load())


def test_every_book_is_an_edition():
    paths = sorted(str(path.relative_to(BOOKS))[:-5] for path in BOOKS.rglob("*.yaml"))

    assert sorted(edition.id.replace("@", "/") for edition in rulebook.load_editions()) == paths


def test_every_fact_is_a_file():
    assert sorted(rulebook.fact_kinds()) == sorted(
        path.stem for path in (HERE / "facts").glob("*.yaml")
    )


def test_a_file_that_holds_nothing_is_refused(tmp_path, monkeypatch):
    folder = tmp_path / "members_of_nothing"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "_private.py").write_text("1 / 0")
    (folder / "empty.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(TypeError, match="empty holds 0 Commands, not one"):
        discover("members_of_nothing", Command)
