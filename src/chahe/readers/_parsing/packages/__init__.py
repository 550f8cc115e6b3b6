"""What package managers print, a part a file."""
