"""Names made to be taken for a brand's, a part a file."""
