"""Rows of analytics: each a `quenty.platform.db.Row`. None yet."""
