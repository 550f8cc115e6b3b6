"""Source scans and the releases they should come before."""
