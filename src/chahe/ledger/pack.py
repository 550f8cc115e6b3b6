"""The inspection pack 提交包: files, a manifest of them, and proof that the ledger holds it.

    manifest = build_manifest(members, about=…, history=…)
    …the caller journals sha256(manifest) as `after` of an act "pack.made", and signs a head…
    write_pack(out, members, manifest=manifest, proof=PackProof(…))

The layout is written down in docs/reference/pack.md.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO
from zlib import crc32

from .archive import Entry, local_header, write_directory
from .canonical import Value, canonical, parse_canonical
from .member_names import MANIFEST, PROOF, first_fault
from .pack_proof import PackProof, history_digest, proof_fault, proof_json

FORMAT = "chahe-pack-1"
LARGEST_PAPER = 64 * 1024 * 1024
"""Bytes of manifest.json or proof.json a reader must be ready to hold in memory."""

_BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Member:
    """A file for the pack; `open` gives its bytes from the start, each time it is called."""

    name: str
    open: Callable[[], BinaryIO]


@dataclass(frozen=True)
class Measured:
    """One reading of a file."""

    size: int
    crc: int
    sha256: str


def build_manifest(
    members: Iterable[Member],
    *,
    about: Mapping[str, Value],
    history: Sequence[tuple[int, bytes]] = (),
) -> bytes:
    """Read every member once and return manifest.json, whose SHA-256 the caller journals.

    `history` is (index, canonical entry) of the inspection's journal, so that none can be left out.

    :raises ValueError: if a name is unsafe or taken twice, or the history is not in order
    """
    ordered = sorted(members, key=lambda member: member.name)
    if fault := first_fault(member.name for member in ordered):
        raise ValueError(f"{fault[0]!r}:{fault[1]}")
    if [index for index, _ in history] != sorted({index for index, _ in history}):
        raise ValueError("the history is not in the ledger's order")
    listed = []
    for member in ordered:
        with member.open() as file:
            found = measure(file)
        listed.append({"name": member.name, "sha256": found.sha256, "size": found.size})
    told = {"about": dict(about), "history": history_digest(history), "members": listed}
    return canonical({"format": FORMAT, **told})


def write_pack(
    out: BinaryIO, members: Iterable[Member], *, manifest: bytes, proof: PackProof
) -> None:
    """Write the zip; the same arguments give the same bytes. `out` need not seek.

    Members are read twice more, and never held in memory.

    :raises ValueError: if the proof does not prove this manifest, or a member is missing, extra or
        no longer what the manifest says; what was written so far is then not a pack
    """
    if fault := proof_fault(proof, manifest):
        raise ValueError(f"{fault[0]}:{fault[1]}")
    ordered = sorted(members, key=lambda member: member.name)
    listed = parse_canonical(manifest)["members"]
    if [member.name for member in ordered] != [each["name"] for each in listed]:
        raise ValueError("the members are not those of the manifest")
    entries: list[Entry] = []
    place = 0
    for name, paper in ((MANIFEST, manifest), (PROOF, proof_json(proof))):
        if len(paper) > LARGEST_PAPER:
            raise ValueError(f"{name} has more than {LARGEST_PAPER} bytes")
        entries.append(Entry(name, len(paper), crc32(paper), place))
        place += out.write(local_header(entries[-1])) + out.write(paper)
    for member, each in zip(ordered, listed, strict=True):
        with member.open() as file:
            found = measure(file)
        entries.append(Entry(member.name, found.size, found.crc, place))
        place += out.write(local_header(entries[-1]))
        with member.open() as file:
            copied = measure(file, out)
        if not found == copied == Measured(each["size"], found.crc, each["sha256"]):
            raise ValueError(f"{member.name!r} changed since the manifest was made")
        place += copied.size
    write_directory(out, entries, place)


def measure(file: BinaryIO, out: BinaryIO | None = None, *, most: int | None = None) -> Measured:
    """Read a file to its end, or `most` bytes of it, in blocks; copy it to `out` if given."""
    size, crc, hashed = 0, 0, sha256()
    for block in _blocks(file, most):
        size += len(block)
        crc = crc32(block, crc)
        hashed.update(block)
        if out is not None:
            out.write(block)
    return Measured(size, crc, hashed.hexdigest())


def _blocks(file: BinaryIO, most: int | None) -> Iterator[bytes]:
    left = most
    while block := file.read(_BLOCK if left is None else min(_BLOCK, left)):
        yield block
        left = None if left is None else left - len(block)
