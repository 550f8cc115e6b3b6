"""Write docs/reference/ from the source: one file a page, each holding one `Page`.

To add a page, write `docs/generate/<page>.py`; `make docs` writes `docs/reference/<page>.md`.
"""

from pathlib import Path

from chahe.discover import discover

from ._model import Page, page

__all__ = ["REFERENCE", "Page", "page", "stale", "written"]

REFERENCE = Path(__file__).parents[1] / "reference"
_NOTICE = "<!-- 由 make docs 產生，請勿手改 -->\n\n"


def written() -> dict[Path, str]:
    """Return what every generated page should hold, by path."""
    return {
        REFERENCE / f"{name}.md": _NOTICE + found.text().rstrip() + "\n"
        for name, found in discover(__name__, Page).items()
    }


def stale() -> list[str]:
    """Return the names of pages that are not what the source says."""
    return [
        path.name
        for path, text in written().items()
        if not path.exists() or path.read_text("utf-8") != text
    ]
