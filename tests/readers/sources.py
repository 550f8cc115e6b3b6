"""Sources for tests."""

import io
from pathlib import Path

from chahe.readers import Source

DATA = Path(__file__).parent / "data"


def of(content: bytes | str, name: str = "x.txt") -> Source:
    raw = content.encode() if isinstance(content, str) else content
    return Source(name, lambda: io.BytesIO(raw))
