"""對照: rules that ask the same across documents, and where they disagree."""
