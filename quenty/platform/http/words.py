"""Sentences for people, in both languages, chosen when they are read."""

from django.utils.functional import lazystr
from django.utils.translation import get_language


class _Bilingual:
    def __init__(self, en: str, es: str) -> None:
        self.en, self.es = en, es

    def __str__(self) -> str:
        return self.en if (get_language() or "es").startswith("en") else self.es


def bilingual(*, en: str, es: str) -> str:
    """A lazy string that is English or Spanish by the language in force where it is shown."""
    return lazystr(_Bilingual(en, es))  # type: ignore[no-any-return]
