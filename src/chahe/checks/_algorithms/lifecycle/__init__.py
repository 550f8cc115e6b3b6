"""Which release cycle of which product an inventory's words mean, a part a file."""
