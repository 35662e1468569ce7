"""Invoicing what merchants bought, and being paid."""
