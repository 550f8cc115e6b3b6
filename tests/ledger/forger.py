"""What a forger who has the product can do to a pack, for tests."""

import io
import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any
from zipfile import ZipFile
from zlib import crc32

from tests.ledger.memory import AT, FILES, Ledger, small_pack

from chahe.ledger import build_manifest, sign_head, verify_pack
from chahe.ledger.archive import Entry, local_header, write_directory
from chahe.ledger.canonical import canonical
from chahe.ledger.heads import generate_key, public_key_of

PACK = small_pack()
PAPER, REPORT = "工作底稿/7.1.txt", "查核報告.docx"
SORTED = sorted(FILES)


def contents(data: bytes = PACK) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def laid_out(files: Mapping[str, bytes] | list[tuple[str, bytes]]) -> bytes:
    """Write a zip as the product would: what a forger who has the product can do."""
    out, entries = io.BytesIO(), []
    for name, data in files.items() if isinstance(files, Mapping) else files:
        entries.append(Entry(name, len(data), crc32(data), out.tell()))
        out.write(local_header(entries[-1]) + data)
    write_directory(out, entries, out.tell())
    return out.getvalue()


def fault(data: bytes, key: bytes | None = None) -> tuple[str, str]:
    """Return the first thing wrong."""
    report = verify_pack(io.BytesIO(data), trusted_key=key)
    assert not report.ok
    return report.problems[0].member, report.problems[0].message


def forged(change: Callable[[dict[str, Any]], object]) -> bytes:
    """Change proof.json's value and write it canonically."""
    files = contents()
    value = json.loads(files["proof.json"])
    change(value)
    return laid_out(files | {"proof.json": canonical(value)})


def signed_by_forger(manifest: bytes, entry: bytes, files: Mapping[str, bytes]) -> bytes:
    """Make a pack in a ledger of one's own."""
    ledger, key = Ledger(), generate_key()
    ledger.add(entry)
    head = sign_head(key, size=1, root=ledger.root, at=AT)
    value = {
        "entry": entry.decode(),
        "index": 0,
        "size": 1,
        "proof": [],
        "head": asdict(head),
        "public_key": b64encode(public_key_of(key)).decode(),
        "entries": [],
    }
    return laid_out({"manifest.json": manifest, "proof.json": canonical(value), **files})


def scribbled(names: list[str]) -> dict[str, bytes]:
    return dict.fromkeys(names, b"x")


def forged_pack(about: object, listed: object, files: Mapping[str, bytes]) -> bytes:
    empty = json.loads(build_manifest([], about={}))
    manifest = canonical(empty | {"about": about, "members": listed})
    after = canonical({"act": "pack.made", "after": sha256(manifest).hexdigest()})
    return signed_by_forger(manifest, after, files)
