"""法規: the pages of the rulebook."""
