"""Fuzz every reader of evidence with atheris, guided by coverage.

Not a test: atheris is no dependency of this project. In an environment of its own:

    uv venv /tmp/fuzz && VIRTUAL_ENV=/tmp/fuzz uv pip install atheris -e .
    PYTHONPATH=src:. /tmp/fuzz/bin/python tests/readers/fuzz_readers.py -max_total_time=3600 CORPUS

The samples of `tests/readers/data` are put into the corpus first, a folder that is made where there
is none. The first byte chooses the reader, so that each is given what others are for as well.
"""

import hashlib
import sys
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["chahe.readers"]):
    from chahe.readers import ReadError, Source, load_readers

    READERS = list(load_readers().values())  # imports the readers, so it is in here

DATA = Path(__file__).parent / "data"
MOST = 64 * 1024


def one(data: bytes) -> None:
    """Read some bytes; anything but a table or `ReadError` is a finding."""
    if len(data) < 2:
        return
    reader, body = READERS[data[0] % len(READERS)], data[1:]
    reader.sniff(body)
    with suppress(ReadError):
        reader.read(Source("fuzz", lambda: BytesIO(body)))


def seed(corpus: Path) -> None:
    """Put every sample into a corpus, for every reader that takes it for its own."""
    corpus.mkdir(parents=True, exist_ok=True)
    for path in sorted(DATA.iterdir()):
        body = path.read_bytes()[:MOST]
        for number, reader in enumerate(READERS):
            if reader.sniff(body):
                made = bytes([number]) + body
                (corpus / hashlib.sha256(made).hexdigest()[:20]).write_bytes(made)


if __name__ == "__main__":
    for folder in (each for each in sys.argv[1:] if not each.startswith("-")):
        seed(Path(folder))
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
