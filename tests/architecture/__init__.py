"""The walls, and what imports can't show."""
