"""The gateway's reads."""
