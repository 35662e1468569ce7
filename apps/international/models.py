"""Rows of international: each a `quenty.platform.db.Row`. None yet."""
