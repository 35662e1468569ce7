"""Exports as shops write them, with invented buyers and real municipalities."""
