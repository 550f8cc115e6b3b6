"""What the readers of accounts and of their registers share, a part a file."""
