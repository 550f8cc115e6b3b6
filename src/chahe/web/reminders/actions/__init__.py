"""One file a noun or a step of the day's run."""
