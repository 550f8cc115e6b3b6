"""Append-only log anyone can verify (RFC 9162 Merkle tree, Ed25519-signed heads), and packs."""
