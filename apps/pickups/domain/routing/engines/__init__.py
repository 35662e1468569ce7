"""What solves a problem, each behind the one port."""
