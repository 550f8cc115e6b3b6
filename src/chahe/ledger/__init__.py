"""Append-only log anyone can verify (RFC 9162 Merkle tree, Ed25519-signed heads), and packs."""

from .canonical import canonical, digest
from .heads import SignedHead, sign_head, verify_head
from .pack import Member, build_manifest, write_pack
from .pack_proof import PackProof, ProvenEntry
from .pack_verify import Facts, Problem, Report, verify_pack

__all__ = [
    "Facts",
    "Member",
    "PackProof",
    "Problem",
    "ProvenEntry",
    "Report",
    "SignedHead",
    "build_manifest",
    "canonical",
    "digest",
    "sign_head",
    "verify_head",
    "verify_pack",
    "write_pack",
]
