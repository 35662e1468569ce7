"""What others may know of gateway."""
