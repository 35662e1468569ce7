"""Paying merchants on their days what was collected for them."""
