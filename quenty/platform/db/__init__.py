"""Databases: transactions that name their context, and what every row is made of."""

from quenty.platform.db.fields import MoneyField
from quenty.platform.db.rows import Row
from quenty.platform.db.unit_of_work import open_transactions, unit_of_work

__all__ = ["MoneyField", "Row", "open_transactions", "unit_of_work"]
