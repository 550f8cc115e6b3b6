"""Tell people what is due, on the site and by mail, before, on and after the day."""
