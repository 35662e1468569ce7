"""Claims: open within the term, decide, pay through the ledger, recover from the operator."""
