"""Contracts of outsourced work: which clauses their text has."""
