"""What readers of several vendors' firewall rules share, a part a file."""
