"""Freight given back."""
