"""Rows of microcredit: each a `quenty.platform.db.Row`. None yet."""
