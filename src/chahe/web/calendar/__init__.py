"""The year: what falls due by itself, what is moved or skipped, what an event calls for."""
