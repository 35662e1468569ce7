"""Top-ups: money into a wallet through a payment provider."""
