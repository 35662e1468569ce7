"""Merchants: registration, profile, addresses, status."""
