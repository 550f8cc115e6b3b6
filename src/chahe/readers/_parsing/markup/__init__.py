"""XML whose prefixes the writer chooses."""
