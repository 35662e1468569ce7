"""What a merchant may owe."""
