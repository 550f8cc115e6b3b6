"""A standing page of contradictions in the records."""
