"""What others may know of orders."""
