"""證券商 and what is true of them."""
