"""Rules of customers as plain Python: documents, states, postings."""
