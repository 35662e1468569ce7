"""What others may know of customers."""
