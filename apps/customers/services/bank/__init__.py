"""Paying merchants and payees at their banks."""
