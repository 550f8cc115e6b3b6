"""Pages of inspections: one file a noun."""
