"""What others may know of franchise."""
