"""Chores of orders, by command."""
