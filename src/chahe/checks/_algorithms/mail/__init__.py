"""What records of mail say: SPF (RFC 7208), DMARC (RFC 7489), DKIM (RFC 6376), a part a file."""
