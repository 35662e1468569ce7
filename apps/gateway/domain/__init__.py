"""The gateway's rules as plain Python."""
