"""A site filled with invented firms."""
