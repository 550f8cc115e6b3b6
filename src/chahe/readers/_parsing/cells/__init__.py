"""The cells of an exported list, a part a file."""
