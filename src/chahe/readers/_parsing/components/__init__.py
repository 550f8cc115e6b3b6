"""Parts of programs and advisories about them: their names, and rows made of them."""
