"""Pages of engagements, one noun a file."""
