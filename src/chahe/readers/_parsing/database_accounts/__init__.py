"""Accounts as each database's own view lists them."""
