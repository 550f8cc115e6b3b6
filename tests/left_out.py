"""Say at the end of a run which tests were left out for want of something, and how to have it."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import pytest


@dataclass(frozen=True)
class Group:
    """Tests that carry a mark and need what a bare machine does not have."""

    what: str
    ready: Callable[[], bool]
    how: str


GROUPS = {
    "journey": Group(
        "browser journeys",
        lambda: bool(shutil.which("chromium") and find_spec("playwright")),
        "apt-get install chromium fonts-noto-cjk, then `make journeys`",
    ),
    "rendered": Group(
        "tests that look inside a PDF",
        lambda: all(map(shutil.which, ("pdftotext", "pdffonts", "pdfinfo"))),
        "apt-get install poppler-utils",
    ),
    "oracle": Group(
        "what others make of the same: trestle, dnstwist, z3",
        lambda: all(map(find_spec, ("trestle", "dnstwist", "z3"))),
        ".uv/bin/uv sync --inexact --group oracles, then `make core`",
    ),
    "postgres": Group(
        "tests on PostgreSQL",
        lambda: bool(os.environ.get("CHAHE_TEST_DATABASE_URL")),
        "CHAHE_TEST_DATABASE_URL=postgresql://root@127.0.0.1:5432/test make postgres",
    ),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what cannot run here, so that no test has to ask for itself."""
    lacking = {mark: group for mark, group in GROUPS.items() if not group.ready()}
    for item in items:
        for mark, group in lacking.items():
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=f"{group.what}: {group.how}"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name every group of which no test ran; quiet when the run was of named tests only."""
    if terminalreporter.config.option.file_or_dir:
        return
    ran = {
        mark
        for outcome in ("passed", "failed", "error", "xfailed")
        for report in terminalreporter.stats.get(outcome, ())
        for mark in GROUPS.keys() & report.keywords.keys()
    }
    if os.environ.get("CHAHE_TEST_DATABASE_URL"):
        ran.add("postgres")  # the whole run was
    missing = [group for mark, group in GROUPS.items() if mark not in ran]
    if missing:
        terminalreporter.section("left out")
    for group in missing:
        terminalreporter.line(f"{group.what}  →  {group.how}")
