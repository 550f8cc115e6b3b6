"""What is done to engagements, one noun a file."""
