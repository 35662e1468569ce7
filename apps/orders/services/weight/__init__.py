"""Weights measured above what was declared: report, accept, appeal, charge."""
