"""What others may know of microcredit."""
