"""Whom customers asks: the gateway for users, providers for identity and payments."""
