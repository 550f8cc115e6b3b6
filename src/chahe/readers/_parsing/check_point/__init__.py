"""What Check Point's management writes about an access rule base, a part a file."""
