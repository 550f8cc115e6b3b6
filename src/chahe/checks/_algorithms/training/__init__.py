"""A year of training of the people of a roster."""
