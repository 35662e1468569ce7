"""What collectors hand over to us, held against what they collected."""
