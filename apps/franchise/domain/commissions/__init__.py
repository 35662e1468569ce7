"""What payees earn for guides: rules, tiers, and the sum of a month."""
