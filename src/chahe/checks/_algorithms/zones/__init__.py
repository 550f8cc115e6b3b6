"""The zones of a firm's network, and which of them a policy surely joins, a part a file."""
