"""What must be done again and again: tests and drills, each on its day."""
