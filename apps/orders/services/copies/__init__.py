"""Keeping orders' own copies of what franchise and customers tell."""
