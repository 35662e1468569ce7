"""Connections are borrowed: a thread between two pieces of work gives its own back."""

from django.db import connections


def return_connections() -> None:
    """Return this thread's pooled connections. One without a pool is kept, since closing it
    would mean connecting anew."""
    for connection in connections.all(initialized_only=True):
        if connection.settings_dict["OPTIONS"].get("pool"):
            connection.close()
