"""One file a way of laying out rules: blocks to editions."""
