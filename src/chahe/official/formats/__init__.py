"""One file a file format: bytes to blocks."""
