"""Money: every change of the ledger."""
