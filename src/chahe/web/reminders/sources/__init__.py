"""What falls due: one file a kind of thing, each holding one `Source`."""
