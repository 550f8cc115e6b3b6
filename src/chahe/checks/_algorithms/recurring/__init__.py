"""What must be done again and again, a part a file."""
