"""Versions of parts of programs: their order, each maker's own, and what advisories say of them."""
