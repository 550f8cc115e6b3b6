"""Fuzz every reader of official documents with atheris, guided by coverage.

Not a test: atheris is no dependency of this project. In an environment of its own:

    uv venv /tmp/fuzz && VIRTUAL_ENV=/tmp/fuzz uv pip install atheris pyyaml pypdfium2
    PYTHONPATH=src /tmp/fuzz/bin/python tests/official/fuzz_formats.py -max_total_time=600 [CORPUS]

The first byte chooses the format. A zipped format is given its XML by the fuzzer, half of the time
in a sound archive, so that more than the archive is tried.
"""

import sys
from contextlib import suppress
from io import BytesIO
from zipfile import ZipFile

import atheris

with atheris.instrument_imports(include=["chahe.official", "xml", "zipfile", "html"]):
    from chahe.official.formats import load_formats
    from chahe.official.model import OfficialError

    FORMATS = load_formats()  # imports the formats, so it is in here

PARTS = {
    "docx": ("word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml"),
    "odt": ("content.xml", "styles.xml"),
}


def one(data: bytes) -> None:
    """Read some bytes; anything but blocks or `OfficialError` is a finding."""
    if len(data) < 2:
        return
    id = sorted(FORMATS)[data[0] % len(FORMATS)]
    body = data[1:]
    if id in PARTS and data[0] & 0x80:
        body = _zipped(id, body)
    with suppress(OfficialError):
        FORMATS[id].read(body)


def _zipped(id: str, body: bytes) -> bytes:
    stream = BytesIO()
    pieces = body.split(b"\xff")
    with ZipFile(stream, "w") as archive:
        for name, piece in zip(PARTS[id], pieces, strict=False):
            archive.writestr(name, piece)
    return stream.getvalue()


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
