"""Statements of settlements and certificates of withholdings, as files."""
