"""What others may know of analytics."""
