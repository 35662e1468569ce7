"""A guide's money: recorded with what happened, posted to the ledger in the background."""
