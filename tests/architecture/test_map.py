"""The shape of the source, held by tests so that it stays what the map says."""

import ast
import subprocess
import sys
from pathlib import Path

import chahe

ROOT = Path(__file__).parents[2]
SRC = Path(chahe.__file__).parent
CORE = sorted(
    path.name for path in SRC.iterdir() if (path / "__init__.py").exists() if path.name != "web"
)
PURE = [name for name in CORE if name != "cli"]  # a command line may ask what day it is
LONGEST = 300
LONGER_ON_PURPOSE: dict[str, str] = {}  # path from src/chahe/: reason
JUNK_DRAWERS = {"utils", "helpers", "common", "base", "manager", "managers", "misc"}


def files(folder: Path, pattern: str = "*.py") -> list[Path]:
    return sorted(path for path in folder.rglob(pattern) if "migrations" not in path.parts)


def shown(path: Path) -> str:
    return str(path.relative_to(SRC))


def test_every_file_is_short_enough_to_read():
    lines = {shown(path): len(path.read_text("utf-8").splitlines()) for path in files(SRC)}

    assert {name for name, number in lines.items() if number > LONGEST} <= set(LONGER_ON_PURPOSE)


def test_every_longer_file_is_still_longer():
    short = [
        name
        for name in LONGER_ON_PURPOSE
        if len((SRC / name).read_text("utf-8").splitlines()) <= LONGEST
    ]

    assert short == []


def test_core_runs_where_django_is_not_installed():
    code = (
        "import sys; sys.modules['django'] = None\n"
        "import importlib, pkgutil\n"
        f"for name in {PURE!r}:\n"
        "    package = importlib.import_module('chahe.' + name)\n"
        "    for found in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "        importlib.import_module(found.name)\n"
        "from chahe.cli import main\n"
        "sys.exit(main(['rulebook', 'list', '--json']))\n"
    )

    run = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(run, capture_output=True, text=True, cwd=SRC.parent)

    assert (done.returncode, done.stderr) == (0, "")


def test_core_never_reads_the_clock():
    banned = {"now", "today", "utcnow", "localtime", "gmtime", "monotonic", "perf_counter"}
    found = []
    for path in (path for name in PURE for path in files(SRC / name)):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            asks = isinstance(node, ast.Attribute) and node.attr in banned
            clock = isinstance(node, ast.Import) and any(name.name == "time" for name in node.names)
            clock |= isinstance(node, ast.ImportFrom) and node.module == "time"
            if asks or clock:
                found.append(f"{shown(path)}:{node.lineno}")

    assert found == []


def test_every_folder_is_on_the_map():
    docstring = chahe.__doc__ or ""
    entries = {path.stem for path in SRC.iterdir()} - {"__pycache__", "__init__", "__main__"}

    named = [line.split()[0] for line in docstring.splitlines() if line.startswith("    ")]

    assert sorted(named) == sorted(entries)


def test_no_file_is_a_junk_drawer():
    found = [
        shown(path)
        for path in files(SRC)
        if JUNK_DRAWERS & {path.stem.strip("_"), path.parent.name}
    ]

    assert found == []


def test_tests_mirror_the_source():
    """Every folder of tests is a folder of the source, or is about the whole."""
    about_the_whole = {"architecture", "docs", "journeys", "resilience", "__pycache__"}
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}

    assert folders - about_the_whole <= set(CORE) | {"web"}


def test_import_contracts_hold():
    command = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run([command, "--no-cache"], capture_output=True, text=True, cwd=ROOT)

    assert done.returncode == 0, done.stdout[-2000:]
