"""Imports every contract and context, so that their declarations are all there."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from quenty.kernel.contexts import CONTEXTS


def contracts() -> None:
    """Import api, events and errors of every contract package."""
    for name in CONTEXTS:
        for part in ("api", "events", "errors"):
            module = f"quenty.contracts.{name}.{part}"
            if find_spec(f"quenty.contracts.{name}") and find_spec(module):
                import_module(module)
    import_module("quenty.platform.errors")


def everything() -> None:
    """Import the contexts' endpoints too, and with them the codes that only they raise."""
    contracts()
    import_module(settings.ROOT_URLCONF)
