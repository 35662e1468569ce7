"""What guides earn whom."""
