"""佐證: files collected, hashed, dated."""
