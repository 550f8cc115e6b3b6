"""The machines of the asset register, and which of them a tool means, a part a file."""
