"""Facts orders tells. Its engineer fills in the table of events."""
