"""The front door: who people and machines are, and what they may do."""
