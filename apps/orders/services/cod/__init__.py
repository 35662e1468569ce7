"""Money collected at the door: expected, collected, remitted."""
