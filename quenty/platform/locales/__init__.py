"""Translations: the .po files that people edit, compiled to the .mo files that Django reads."""

from quenty.platform.locales.compile import compile_stale

__all__ = ["compile_stale"]
