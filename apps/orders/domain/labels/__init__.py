"""A guide on paper: what stands on its label, and where."""
