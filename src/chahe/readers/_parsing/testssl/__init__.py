"""What testssl.sh wrote: findings by server, and what the findings mean."""
