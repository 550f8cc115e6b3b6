"""Services that listen on the network: which are risky, which the firm allows, which were found."""
