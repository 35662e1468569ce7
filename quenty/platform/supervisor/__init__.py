"""One process that runs a whole Quenty on one machine and leaves nothing behind."""
