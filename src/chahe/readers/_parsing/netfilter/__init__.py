"""The rules of Linux's netfilter, as iptables and nftables write them, a part a file."""
