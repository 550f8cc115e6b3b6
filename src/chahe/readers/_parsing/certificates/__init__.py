"""X.509 certificates as rows, whatever file they came in."""
