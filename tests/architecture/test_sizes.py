"""Files stay small enough to be read at one sitting."""

from statistics import median

from tests.architecture.tree import ROOT, SOURCES, python_files

LONGEST = 400
MEDIAN = 120


def lengths() -> dict[str, int]:
    """Lines of every Python file with something in it, migrations aside."""
    return {
        str(path.relative_to(ROOT)): lines
        for path in python_files(*SOURCES)
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > 0
    }


def test_no_file_is_too_long() -> None:
    assert {name: lines for name, lines in lengths().items() if lines > LONGEST} == {}


def test_the_median_file_is_short() -> None:
    assert median(lengths().values()) < MEDIAN
