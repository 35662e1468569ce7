"""Top up what is missing and confirm, or give it back to where it came from."""
