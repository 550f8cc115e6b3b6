"""What holds of TLS connections: which suites protect nothing, and whom a certificate names."""
