"""What checks found, as people work with it: row by row, beside the last period, and exempted."""
