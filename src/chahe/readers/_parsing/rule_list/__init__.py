"""What people write in a list of firewall rules, a part a file."""
