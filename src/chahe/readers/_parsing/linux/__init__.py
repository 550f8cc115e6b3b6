"""What a Linux machine says of its log-on in /etc."""
