"""Claims on payouts: register, apply, withdraw."""
