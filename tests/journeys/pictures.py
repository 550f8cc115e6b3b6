"""Pictures of pages for docs/images/, when CHAHE_SCREENSHOTS=1; somebody must look at them."""

import os

import pytest

from .served import ROOT

IMAGES = ROOT / "docs" / "images"
LARGEST = 260_000  # bytes
pictured = pytest.mark.skipif(
    os.environ.get("CHAHE_SCREENSHOTS") != "1",
    reason="writes docs/images with CHAHE_SCREENSHOTS=1",
)


def picture(person, name):
    """Keep what a person sees."""
    person.page.wait_for_load_state()
    taken = person.page.screenshot(path=IMAGES / f"{name}.png", animations="disabled")
    assert len(taken) <= LARGEST
