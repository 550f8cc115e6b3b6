"""Writes, one file a noun. Each checks, locks, writes and journals in one transaction."""
