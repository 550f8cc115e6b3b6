"""The documents tell the truth: generated pages are fresh, commands run, links lead somewhere."""

import re
import shlex
from pathlib import Path

import pytest
from docs.generate.settings import DESCRIBED, variables

from chahe.cli import main
from docs import generate

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")],
    key=lambda path: str(path.relative_to(ROOT)),
)
FENCE = re.compile(r"^```sh\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
# commands that need a site or a file the reader brings
NOT_OFFLINE = re.compile(r"chahe (?:serve|demo|worker|rulebook import)|PACK|ad\.csv")
# the configuration that has a fault, and the folder it lies in
EXIT = {"docs/tutorial/fw01.conf": 1, "docs/tutorial": 1}


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def commands() -> list[str]:
    """Return every `chahe …` line of every fenced block that can be run offline, once."""
    blocks = (block for path in PAGES for block in FENCE.findall(path.read_text("utf-8")))
    lines = (line.partition("  #")[0].strip() for block in blocks for line in block.splitlines())
    found = (line for line in lines if line.startswith("chahe ") and not NOT_OFFLINE.search(line))
    return list(dict.fromkeys(found))


def test_generated_pages_are_fresh():
    assert generate.stale() == [], "run make docs"


def test_every_setting_is_described():
    assert variables() == DESCRIBED.keys()


@pytest.mark.parametrize("line", commands())
def test_command_in_the_documents_runs(line, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    _, *arguments = shlex.split(line)

    status = main(arguments)

    expected = next((status for name, status in EXIT.items() if name in arguments), 0)
    assert status == expected
    assert capsys.readouterr().err == ""


def test_there_are_commands_to_run():
    assert len(commands()) >= 5


@pytest.mark.parametrize("path", PAGES, ids=shown)
def test_links_lead_somewhere(path):
    targets = [t for t in LINK.findall(path.read_text("utf-8")) if not t.startswith("http")]

    missing = [target for target in targets if not (path.parent / target).exists()]

    assert missing == []


@pytest.mark.parametrize("path", sorted((ROOT / "docs").rglob("*.md")), ids=shown)
def test_page_can_be_found_from_the_index(path):
    index = (ROOT / "docs/README.md").read_text("utf-8")
    name = path.relative_to(ROOT / "docs")

    over = path.parent.with_suffix(".md")  # a page whose folder this is
    listed = over.exists() and f"{path.parent.name}/{path.name}" in over.read_text("utf-8")
    assert str(name) in index or listed or name.parts[0] == "adr" or name == Path("README.md")


@pytest.mark.parametrize("path", sorted((ROOT / "docs/adr").glob("[0-9]*.md")), ids=shown)
def test_decision_has_its_parts_in_under_a_page(path):
    text = path.read_text("utf-8")

    assert [
        part for part in ("Context", "Decision", "Consequences") if f"**{part}.**" not in text
    ] == []
    assert "\nAccepted, " in text or "\nSuperseded by " in text
    assert len(text.split()) < 300
