"""What others may know of international."""
