"""What others may know of returns."""
