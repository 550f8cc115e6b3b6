"""Write docs/reference/ from the source: one file a page, each holding one `Page`.

To add a page, write `docs/generate/<page>.py`; `make docs` writes `docs/reference/<page>.md`, and
what a page has below it into the folder of its name.
"""

from collections.abc import Iterable
from pathlib import Path

from chahe.discover import discover

from ._model import Page, page

__all__ = ["REFERENCE", "Page", "left_over", "page", "stale", "written"]

REFERENCE = Path(__file__).parents[1] / "reference"
_NOTICE = "<!-- 由 make docs 產生，請勿手改 -->\n\n"


def written() -> dict[Path, str]:
    """Return what every generated page should hold, by path."""
    texts = {}
    for name, found in discover(__name__, Page).items():
        texts[f"{name}.md"] = found.text()
        texts |= {f"{name}/{below}.md": text for below, text in found.below().items()}
    return {REFERENCE / name: _NOTICE + text.rstrip() + "\n" for name, text in texts.items()}


def stale() -> list[str]:
    """Return the names of pages that are not what the source says."""
    wanted = written()
    changed = [
        path
        for path, text in wanted.items()
        if not path.exists() or path.read_text("utf-8") != text
    ]
    return [str(path.relative_to(REFERENCE)) for path in (*changed, *left_over(wanted))]


def left_over(wanted: Iterable[Path]) -> list[Path]:
    """Return the pages written once that no longer should be; what people wrote is not theirs."""
    written_once = [
        path for path in REFERENCE.rglob("*.md") if path.read_text("utf-8").startswith(_NOTICE)
    ]
    return sorted(set(written_once) - set(wanted))
