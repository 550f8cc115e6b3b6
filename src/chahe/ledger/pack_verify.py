"""Verify a pack from its bytes alone: no database, no network, no clock.

Nothing is decompressed: a pack stores its members, and every byte outside them follows from them
(`archive`), so that no byte of the file can change unseen.
"""

import io
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from .archive import Found, first_strange, walk
from .canonical import Value, parse_canonical
from .heads import SignedHead, fingerprint, read_public_key
from .member_names import ANSWER, MANIFEST, PROOF, STAMPED, first_fault
from .pack import FORMAT, LARGEST_PAPER, measure
from .pack_proof import PackProof, proof_fault, read_proof

if TYPE_CHECKING:
    from .stamps import Stamp

_NOT_OURS = "檔頭不是本系統的寫法（可能被別的工具改寫或重新壓縮）"


@dataclass(frozen=True)
class Problem:
    """What is wrong, in Chinese, and with which member; "" is the zip itself."""

    member: str
    message: str


@dataclass(frozen=True)
class Facts:
    """What a good pack says of itself."""

    about: Mapping[str, Value]
    made: Mapping[str, Value]
    """The journal entry that made it."""
    members: int
    bytes: int
    history: int
    head: SignedHead
    fingerprint: str
    """SHA-256 of the signing key: to be compared with what the firm published."""
    key_trusted: bool
    """Whether the caller gave the key; if not, anyone may have signed: compare the fingerprint."""
    seal_stamp: "Stamp | None" = None
    """When a service saw the inspection sealed; None if the pack has no time stamp."""
    pack_stamp: "Stamp | None" = None
    """When a service saw the pack made, by the stamp the caller gave."""


@dataclass(frozen=True)
class Trusted:
    """What the caller holds beside the pack: nothing of it need be there.

    `key` signs heads (32 raw bytes or PEM); `roots` issue to time-stamp services (PEM); `stamp` is
    the answer of such a service for the pack's own head, which cannot be within the pack.
    """

    key: bytes | None = None
    roots: bytes | None = None
    stamp: bytes | None = None


@dataclass(frozen=True)
class Report:
    """The result: facts if nothing is wrong, else problems, the first thing wrong first."""

    problems: tuple[Problem, ...]
    facts: Facts | None

    @property
    def ok(self) -> bool:
        return self.facts is not None


class _Wrong(Exception):
    def __init__(self, *problems: Problem) -> None:
        self.problems = problems


def verify_pack(
    source: Path | BinaryIO,
    *,
    trusted_key: bytes | None = None,
    tsa_roots: bytes | None = None,
    stamp: bytes | None = None,
) -> Report:
    """Check a pack: its papers, the ledger's proof of them, its members' names, bytes, stamps.

    Stops at the first stage that finds something wrong; the fourth names every altered member.

    :raises OSError: if there is no such file to read
    :raises ValueError: if the trusted key is not an Ed25519 public key, or the roots no PEM
    """
    key = None if trusted_key is None else read_public_key(trusted_key)
    trusted = Trusted(key, tsa_roots, stamp)
    opened: AbstractContextManager[BinaryIO]
    opened = source.open("rb") if isinstance(source, Path) else nullcontext(source)
    with opened as file:
        try:
            return Report((), _verified(file, trusted))
        except _Wrong as wrong:
            return Report(wrong.problems, None)


def _verified(file: BinaryIO, trusted: Trusted) -> Facts:
    found = walk(file, file.seek(0, io.SEEK_END))
    by_name = _distinct(found)
    manifest, proof_paper = (_paper(file, by_name, name) for name in (MANIFEST, PROOF))
    told, proof = _read_papers(manifest, proof_paper)
    if fault := proof_fault(proof, manifest, trusted.key):
        raise _Wrong(Problem(*fault))
    listed = _listed(told)
    _same_files(file, found, [MANIFEST, PROOF, *listed])
    altered = tuple(_altered(file, by_name, listed))
    if altered:
        raise _Wrong(*altered)
    seal_stamp, pack_stamp = _stamps(file, by_name, proof, trusted)
    return Facts(
        about=told["about"],
        made=parse_canonical(proof.made.entry),
        members=len(listed),
        bytes=sum(size for size, _ in listed.values()),
        history=len(proof.history),
        head=proof.head,
        fingerprint=fingerprint(proof.public_key),
        key_trusted=trusted.key is not None,
        seal_stamp=seal_stamp,
        pack_stamp=pack_stamp,
    )


def _stamps(
    file: BinaryIO, by_name: dict[str, Found], proof: PackProof, trusted: Trusted
) -> tuple["Stamp | None", "Stamp | None"]:
    held = {ANSWER, STAMPED} & by_name.keys()
    if not held and trusted.stamp is None and trusted.roots is None:
        return None, None
    from .pack_stamp import check_seal_stamp  # noqa: PLC0415 (parsers few packs need, slow to load)
    from .stamps import StampRefused, head_digest, read_roots, read_stamp  # noqa: PLC0415

    roots = () if trusted.roots is None else read_roots(trusted.roots)
    seal_stamp = pack_stamp = None
    if len(held) == 1:
        raise _Wrong(Problem(held.pop(), "時戳的兩個檔案只有一個"))
    try:
        if held:
            answer, stamped = (_paper(file, by_name, name) for name in (ANSWER, STAMPED))
            seal_stamp = check_seal_stamp(answer, stamped, proof, roots=roots)
    except StampRefused as refused:
        raise _Wrong(Problem(ANSWER, str(refused))) from None
    try:
        if trusted.stamp is not None:
            pack_stamp = read_stamp(trusted.stamp, head_digest(proof.head), roots=roots)
    except StampRefused as refused:
        raise _Wrong(Problem("", f"另附的時戳不符：{refused}")) from None
    return seal_stamp, pack_stamp


def _distinct(found: list[Found]) -> dict[str, Found]:
    if not found:
        raise _Wrong(Problem("", "不是提交包：不是 zip 檔、檔案不完整，或開頭多了資料"))
    by_name: dict[str, Found] = {}
    for each in found:
        if each.entry.name in by_name:
            raise _Wrong(Problem(each.entry.name, "同名的檔案出現兩次"))
        by_name[each.entry.name] = each
    return by_name


def _paper(file: BinaryIO, by_name: dict[str, Found], name: str) -> bytes:
    found = by_name.get(name)
    if found is None:
        raise _Wrong(Problem(name, "提交包裡沒有這個檔案，或檔案不完整"))
    if not found.exact or found.entry.size > LARGEST_PAPER:
        raise _Wrong(Problem(name, _NOT_OURS if not found.exact else "檔案太大"))
    file.seek(found.data_at)
    return file.read(found.entry.size)


def _read_papers(manifest: bytes, proof: bytes) -> tuple[dict[str, Value], PackProof]:
    try:
        told = parse_canonical(manifest)
        if not (isinstance(told, dict) and told.get("format") == FORMAT):
            raise ValueError("another format")
    except ValueError:
        raise _Wrong(Problem(MANIFEST, f"不是 {FORMAT} 的清單，或被改動過")) from None
    try:
        return told, read_proof(proof)
    except ValueError:
        raise _Wrong(Problem(PROOF, "不是提交包的證明，或被改動過")) from None


def _listed(told: dict[str, Value]) -> dict[str, tuple[int, str]]:
    """Return each member's size and SHA-256, in the manifest's order."""
    try:
        listed = {each["name"]: (each["size"], each["sha256"]) for each in told["members"]}
        sound = list(listed) == sorted(listed) and isinstance(told["about"], dict)
        sound &= len(listed) == len(told["members"])
        sound &= all(type(size) is int for size, _ in listed.values())
        fault = first_fault(listed)
    except (TypeError, KeyError, AttributeError):
        raise _Wrong(Problem(MANIFEST, "清單的寫法不對")) from None
    if fault:
        raise _Wrong(Problem(*fault))
    if not sound:
        raise _Wrong(Problem(MANIFEST, "清單的寫法不對"))
    return listed


def _same_files(file: BinaryIO, found: list[Found], expected: list[str]) -> None:
    """Check that there are these files in this order, and nothing between, before or after."""
    names = [each.entry.name for each in found]
    due, met = set(expected), set(names)
    for each in found:
        if not each.exact and each.entry.name in due:
            raise _Wrong(Problem(each.entry.name, _NOT_OURS))
    for name in expected:
        if name not in met:
            raise _Wrong(Problem(name, "清單上有，提交包裡卻沒有這個檔案，或檔案不完整"))
    for name in names:
        if name not in due:
            raise _Wrong(Problem(name, "清單上沒有這個檔案：是後來加入的"))
    for name, wanted in zip(names, expected, strict=True):
        if name != wanted:
            raise _Wrong(Problem(name, "檔案的順序被改動過"))
    strange = first_strange(file, found)
    if strange is not None:
        message = "壓縮檔目錄與檔案不一致" if strange else "壓縮檔結尾有多出、缺少或改動的資料"
        raise _Wrong(Problem(strange, message))


def _altered(
    file: BinaryIO, by_name: dict[str, Found], listed: dict[str, tuple[int, str]]
) -> Iterator[Problem]:
    for name, found in by_name.items():
        file.seek(found.data_at)
        measured = measure(file, most=found.entry.size)
        size, sha256 = listed.get(name, (measured.size, measured.sha256))
        if measured.size != size or found.entry.size != size:
            yield Problem(name, f"大小應為 {size} 位元組，實為 {found.entry.size}")
        elif measured.sha256 != sha256:
            yield Problem(name, "內容被改動過（SHA-256 與清單不同）")
        elif measured.crc != found.entry.crc:
            yield Problem(name, "檔頭的檢查碼與內容不符")
