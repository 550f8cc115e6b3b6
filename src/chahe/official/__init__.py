"""Official documents, read: bytes to blocks, blocks to a tree of rules.

model      what a document is before (`Line`, `Table`) and after (`OfficialText`) it is understood
formats/   one file a file format: bytes to blocks
fold       one way of writing for widths, brackets and broken lines
crawled    what crawlers did to lines, undone
labels     the numbers that open a rule
furniture  what stands on a page but belongs to no rule
contents   tables of contents
items      what each line is, told from all lines
wrapping   where lines were cut
outline    which level a number belongs to
articles   headings and paragraphs of articles
reading    lines into an outline
attributes codes, cadence, applicability, days of effect
heading    the heading a rule opens with
growing    an outline into rules
dating     a document's name and day
layouts/   one file a way of laying out rules: blocks to editions

Nothing is dropped in silence: every non-blank line ends in the tree or in `unplaced`.
"""

from pathlib import Path

from .crawled import uncrawled
from .dating import title_of, title_text
from .fold import squeezed
from .formats import read_blocks
from .layouts import Blocks, lay_out
from .layouts._model import flattened
from .model import EditionText, OfficialError, OfficialText, RuleText, Unplaced

__all__ = [
    "EditionText",
    "OfficialError",
    "OfficialText",
    "RuleText",
    "Unplaced",
    "parse_blocks",
    "parse_bytes",
    "parse_file",
]


def parse_file(path: Path) -> OfficialText:
    """Read an official document.

    :raises OfficialError: if it cannot be read, or holds nothing that reads as a rule
    """
    try:
        data = path.read_bytes()
    except (OSError, ValueError):
        raise OfficialError(f"讀不到檔案「{path}」，請確認路徑與權限。") from None
    return parse_bytes(data, path.name)


def parse_bytes(data: bytes, name: str) -> OfficialText:
    """Read an official document's bytes; its name helps to tell the format.

    :raises OfficialError: as `parse_file`
    """
    return parse_blocks(read_blocks(data, name))


def parse_blocks(blocks: Blocks) -> OfficialText:
    """Return the tree of blocks, whatever their layout."""
    blocks = uncrawled(blocks)
    laid = lay_out(blocks)
    title = title_of(laid.unplaced) or (title_of(flattened(blocks)) if not laid.editions else None)
    name = title_text(title)
    unplaced = tuple(
        Unplaced(line.number, line.text)
        for line in laid.unplaced
        if line.text.strip() and not (line is title and squeezed(line.text) == squeezed(name))
    )
    return OfficialText(name, laid.editions, unplaced, laid.reasons)
