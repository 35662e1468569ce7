"""Rows of pickups: each a `quenty.platform.db.Row`. None yet."""
