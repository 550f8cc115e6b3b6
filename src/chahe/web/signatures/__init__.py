"""What leaves is stamped (RFC 3161) and signed (PAdES) when a service or certificate is there."""
