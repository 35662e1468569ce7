"""Documents made from declarations: errors, events, schemas of contracts, the module map."""
