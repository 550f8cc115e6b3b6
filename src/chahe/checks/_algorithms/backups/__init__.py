"""Backups: runs of jobs by the system they are of."""
