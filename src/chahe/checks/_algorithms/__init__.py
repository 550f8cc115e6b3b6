"""What several checks reason by, or one alone where it is long; no rule is cited here."""
