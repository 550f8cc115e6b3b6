"""A document's parts as they follow each other on pages."""

from collections.abc import Iterator
from dataclasses import replace

from ..model import Document, Heading, Part, Table


def flow(document: Document) -> Iterator[Part]:
    """Yield every part; a caption that its heading already says is left out."""
    before: Part | None = None
    for part in document.parts:
        match before, part:
            case Heading(text), Table(caption=caption) if caption in text:
                yield replace(part, caption="")
            case _:
                yield part
        before = part
