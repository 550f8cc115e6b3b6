"""Verify a pack as whoever receives it does, and alter one as nobody should."""

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.ledger.forger import contents, laid_out

from .served import outside

# `chahe verify`, on a machine with no network, no database and no site
ALONE = """
import runpy, sys
def refuse(event, arguments):
    if event.startswith(("socket.", "sqlite3.")) or (
        event == "import" and arguments[0].partition(".")[0] in ("django", "psycopg")
    ):
        raise SystemExit(f"asked for {event} {arguments}")
sys.addaudithook(refuse)
runpy.run_module("chahe", run_name="__main__")
"""


def verify(pack: Path, *options: str) -> tuple[int, str]:
    """Return the status `chahe verify` ends with and what it says."""
    done = subprocess.run(
        [sys.executable, "-c", ALONE, "verify", str(pack), *options],
        env=outside(),
        cwd=pack.parent,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def names_of(pack: Path) -> list[str]:
    with zipfile.ZipFile(pack) as opened:
        return opened.namelist()


def with_a_bit_flipped(pack: Path, name: str) -> Path:
    """Return a copy in which the middle byte of one member is another."""
    whole = bytearray(pack.read_bytes())
    with zipfile.ZipFile(pack) as opened:
        header = opened.getinfo(name)
        assert header.compress_type == zipfile.ZIP_STORED
        extra = int.from_bytes(
            whole[header.header_offset + 28 : header.header_offset + 30], "little"
        )
        begins = header.header_offset + 30 + len(name.encode()) + extra
        whole[begins + header.file_size // 2] ^= 1
    altered = pack.with_name("altered.zip")
    altered.write_bytes(whole)
    return altered


def with_one_more(pack: Path, name: str) -> Path:
    return _as_the_product_would(pack, contents(pack.read_bytes()) | {name: "後來加入的".encode()})


def without(pack: Path, name: str) -> Path:
    rest = contents(pack.read_bytes())
    del rest[name]
    return _as_the_product_would(pack, rest)


def _as_the_product_would(pack: Path, files: dict[str, bytes]) -> Path:
    altered = pack.with_name("altered.zip")
    altered.write_bytes(laid_out(files))
    return altered
