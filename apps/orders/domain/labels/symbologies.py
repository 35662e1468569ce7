"""The bar codes that a label may bear, by name."""

from collections.abc import Callable

from apps.orders.domain.labels import code128, itf

CODE_128, ITF = "code128", "itf"
QUIET_MODULES = max(code128.QUIET_MODULES, itf.QUIET_MODULES)
_WIDTHS: dict[str, Callable[[str], list[int]]] = {CODE_128: code128.widths, ITF: itf.widths}


def widths(kind: str, text: str) -> list[int]:
    """Widths in modules, bar and space in turn. Raises ValueError for what it cannot hold."""
    return _WIDTHS[kind](text)


def module_for(kind: str, text: str, room: int) -> int:
    """The widest module, of two to four dots, at which the code and its quiet zones stand in
    `room` dots; 0 where they stand at none, or where the code cannot hold the text."""
    try:
        modules = sum(widths(kind, text)) + 2 * QUIET_MODULES
    except ValueError:
        return 0
    module = min(4, room // modules)
    return module if module >= 2 else 0


def best_for(number: str, *, wished: str) -> str:
    """The wished one where it can hold the number, else Code 128."""
    return ITF if wished == ITF and itf.fits(number) else CODE_128
