"""What the checks of accounts share: which can be used, how old, and who approved them."""
