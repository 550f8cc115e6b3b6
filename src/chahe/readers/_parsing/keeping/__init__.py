"""What lists of backups and of logs hold: moments, counts, answers, and the kinds of log."""
