"""Reports in JSON: fields of their objects, and where in the text the objects begin."""
