"""Rows of returns: each a `quenty.platform.db.Row`. None yet."""
